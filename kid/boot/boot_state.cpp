// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/boot_state.h"

#include "kid/machine/layout.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

bool isPlain(const QString &value)
{
    return std::none_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

} // namespace

Result<BootVariables> bootVariables(const BootState &state)
{
    BootVariables variables{{"cid_slot", QString::number(state.slot)},
                            state.accepted ? std::pair{QByteArray("default"), u"0"_s}
                                           : std::pair{QByteArray("cid_tries"), QString::number(state.tries)},
                            {"cid_kernel", state.kernel},
                            {"cid_initrd", state.initrd},
                            {"cid_root", state.rootUuid},
                            {"cid_append", state.append}};
    for (const auto &[name, value] : std::as_const(variables)) {
        if (!isPlain(value))
            return fail(makeError(ErrorKind::Invalid, "boot.env-bad-value",
                                  u"\"%1\" cannot be written into the boot state"_s.arg(value)));
    }
    return variables;
}

void setBootVariable(BootState &state, const QByteArray &name, const QString &value)
{
    if (name == "cid_slot")
        state.slot = value.toInt();
    else if (name == "cid_tries")
        state.tries = value.toInt();
    else if (name == "default")
        state.accepted = value == u"0"_s;
    else if (name == "cid_kernel")
        state.kernel = value;
    else if (name == "cid_initrd")
        state.initrd = value;
    else if (name == "cid_root")
        state.rootUuid = value;
    else if (name == "cid_append")
        state.append = value;
}

BootStateFile::BootStateFile(TargetDisk &disk, FileSystem &files)
    : m_disk(disk)
    , m_files(files)
{ }

Result<BootStateFile::Found> BootStateFile::find(ProcessRunner &runner)
{
    const Result<std::optional<DiskRecord>> record = m_disk.readRecord();
    if (!record)
        return fail(record.error());
    const DiskPartition *own = *record ? (*record)->find(PartitionRole::Grub) : nullptr;
    if (!own || !own->ready || !(*record)->tableWritten)
        return fail(makeError(ErrorKind::NotFound, "boot.no-grub",
                              u"the disk %1 has no complete partition for its boot loader"_s.arg(m_disk.facts().path)));
    const Result<const Layout *> layout = findLayout((*record)->layout);
    if (!layout)
        return fail(layout.error());
    return Found(&(*layout)->bootState(), BootStatePlace{&m_disk, &m_files, &runner, *own});
}

Result<BootState> BootStateFile::read(ProcessRunner &runner)
{
    const Result<Found> found = find(runner);
    if (!found)
        return fail(found.error());
    return found->first->read(found->second);
}

Status BootStateFile::create(ProcessRunner &runner)
{
    const Result<Found> found = find(runner);
    return found ? found->first->create(found->second) : Status(fail(found.error()));
}

Status BootStateFile::write(ProcessRunner &runner, const BootState &state)
{
    const Result<Found> found = find(runner);
    return found ? found->first->write(found->second, state) : Status(fail(found.error()));
}

Status BootStateFile::confirm(ProcessRunner &runner, int slot)
{
    const Result<Found> found = find(runner);
    if (!found)
        return fail(found.error());
    const auto &[format, place] = *found;
    if (!format->countsStarts())
        return {};
    Result<BootState> state = format->read(place);
    if (!state)
        return fail(std::move(state.error()));
    const bool isOther = state->slot == 0 || (slot != 0 && slot != state->slot);
    if (isOther || state->accepted || (slot == 0 && state->tries == 0))
        return {};
    state->tries = 0;
    state->accepted = slot != 0;
    return format->write(place, *state);
}

} // namespace cid
