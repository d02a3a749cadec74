// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/boot_state.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr char header[] = "# GRUB Environment Block\n";
constexpr char envFolder[] = "/grub";
constexpr char envPath[] = "/grub/grubenv";

bool isPlain(const QString &value)
{
    return std::none_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

// GRUB takes a backslash as "the next character is meant".
QByteArray escaped(const QString &value)
{
    return value.toUtf8().replace('\\', "\\\\");
}

QString unescaped(QByteArrayView value)
{
    QByteArray text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size())
            ++i;
        text += value[i];
    }
    return QString::fromUtf8(text);
}

void assign(BootState &state, const QByteArray &name, const QByteArray &value)
{
    if (name == "cid_slot")
        state.slot = value.toInt();
    else if (name == "cid_tries")
        state.tries = value.toInt();
    else if (name == "cid_kernel")
        state.kernel = unescaped(value);
    else if (name == "cid_initrd")
        state.initrd = unescaped(value);
    else if (name == "cid_root")
        state.rootUuid = unescaped(value);
    else if (name == "cid_append")
        state.append = unescaped(value);
}

} // namespace

Result<QByteArray> encodeBootState(const BootState &state)
{
    for (const QString &value : {state.kernel, state.initrd, state.rootUuid, state.append}) {
        if (!isPlain(value))
            return fail(makeError(ErrorKind::Invalid, "boot.env-bad-value",
                                  u"\"%1\" cannot be written into GRUB's environment"_s.arg(value)));
    }
    const QByteArray block = header + QByteArray("cid_slot=") + QByteArray::number(state.slot)
        + "\ncid_tries=" + QByteArray::number(state.tries) + "\ncid_kernel=" + escaped(state.kernel)
        + "\ncid_initrd=" + escaped(state.initrd) + "\ncid_root=" + escaped(state.rootUuid)
        + "\ncid_append=" + escaped(state.append) + '\n';
    if (block.size() > grubEnvSize)
        return fail(makeError(ErrorKind::Invalid, "boot.env-too-large",
                              u"the kernel's command line is too long: GRUB's environment has 1,024 bytes"_s));
    return block.leftJustified(grubEnvSize, '#');
}

Result<BootState> decodeBootState(const QByteArray &block)
{
    if (block.size() != grubEnvSize || !block.startsWith(header))
        return fail(makeError(ErrorKind::Corrupt, "boot.env-damaged", u"GRUB's environment block is damaged"_s));
    BootState state;
    for (const QByteArray &line : block.mid(static_cast<qsizetype>(qstrlen(header))).split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (!line.startsWith('#') && equals > 0)
            assign(state, line.left(equals), line.mid(equals + 1));
    }
    return state;
}

BootStateFile::BootStateFile(TargetDisk &disk, FileSystem &files)
    : m_disk(disk)
    , m_files(files)
{ }

Result<std::unique_ptr<Mounted>> BootStateFile::mountGrub(ProcessRunner &runner, MountAccess access)
{
    const Result<std::optional<DiskRecord>> record = m_disk.readRecord();
    if (!record)
        return fail(record.error());
    const DiskPartition *grub = *record ? (*record)->find(PartitionRole::Grub) : nullptr;
    if (!grub || !grub->ready || !(*record)->tableWritten)
        return fail(makeError(ErrorKind::NotFound, "boot.no-grub",
                              u"the disk %1 has no complete partition for GRUB"_s.arg(m_disk.facts().path)));
    return m_disk.mount(runner, *grub, access);
}

Result<BootState> BootStateFile::read(ProcessRunner &runner)
{
    Result<std::unique_ptr<Mounted>> grub = mountGrub(runner, MountAccess::ReadOnly);
    if (!grub)
        return fail(std::move(grub.error()));
    const Result<QByteArray> block = m_files.read((*grub)->folder() + QLatin1StringView(envPath), grubEnvSize);
    if (Status status = (*grub)->unmount(); !status)
        return fail(std::move(status.error()));
    if (!block && block.error().code == "file.too-large")
        return decodeBootState({});
    if (!block)
        return fail(block.error());
    return decodeBootState(*block);
}

Status BootStateFile::create(ProcessRunner &runner, const BootState &state)
{
    const Result<QByteArray> block = encodeBootState(state);
    if (!block)
        return fail(block.error());
    Result<std::unique_ptr<Mounted>> grub = mountGrub(runner, MountAccess::ReadWrite);
    if (!grub)
        return fail(std::move(grub.error()));
    const QString folder = (*grub)->folder();
    if (Status status = m_files.makeFolder(folder + QLatin1StringView(envFolder)); !status)
        return status;
    if (Status status = m_files.replace(folder + QLatin1StringView(envPath), *block); !status)
        return status;
    return (*grub)->unmount();
}

Status BootStateFile::write(ProcessRunner &runner, const BootState &state)
{
    const Result<QByteArray> block = encodeBootState(state);
    if (!block)
        return fail(block.error());
    Result<std::unique_ptr<Mounted>> grub = mountGrub(runner, MountAccess::ReadWrite);
    if (!grub)
        return fail(std::move(grub.error()));
    if (Status status = m_files.overwrite((*grub)->folder() + QLatin1StringView(envPath), 0, *block); !status)
        return status;
    return (*grub)->unmount();
}

Status BootStateFile::confirm(ProcessRunner &runner)
{
    Result<BootState> state = read(runner);
    if (!state)
        return fail(std::move(state.error()));
    if (state->tries == 0)
        return {};
    state->tries = 0;
    return write(runner, *state);
}

} // namespace cid
