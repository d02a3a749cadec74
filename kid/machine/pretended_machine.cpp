// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/pretended_machine.h"

#include "kid/boot/boot_state.h"
#include "kid/deploy/slots.h"
#include "kid/machine/layout.h"
#include "kid/machine/machine_lock.h"

using namespace Qt::StringLiterals;

namespace cid {

PretendedMachine::PretendedMachine(Places places, MachineDescription description, const MachineTools &tools)
    : m_places(std::move(places))
    , m_description(std::move(description))
    , m_tools(tools)
{ }

QString PretendedMachine::rootFolder() const
{
    return m_root ? m_root->folder() : m_places.ram;
}

Result<BootMode> PretendedMachine::powerOn()
{
    if (!m_lock.isValid()) {
        Result<UniqueFd> lock = lockMachine(m_places.lock, name());
        if (!lock)
            return fail(std::move(lock.error()));
        m_lock = std::move(*lock);
    }
    Status status = attach();
    if (status)
        status = resume();
    if (!status) {
        switchOffTheAgent();
        return fail(withContext(std::move(status.error()), name()));
    }
    return m_state.mode;
}

// Comes back where it was, or boots; then the root is mounted and the state written down.
Status PretendedMachine::resume()
{
    const Result<QByteArray> text = m_tools.files->read(m_places.state);
    if (!text && text.error().kind != ErrorKind::NotFound)
        return fail(text.error());
    const auto before = text ? parsePowerState(*text) : std::nullopt;
    if (before) {
        m_state = *before;
        return mountRoot();
    }
    if (Status status = m_tools.files->removeTree(m_places.ram); !status)
        return status;
    const Result<PowerState> booted = boot();
    if (!booted)
        return fail(booted.error());
    m_state = *booted;
    if (Status status = mountRoot(); !status)
        return status;
    return m_tools.files->replace(m_places.state, formatPowerState(m_state));
}

Result<std::unique_ptr<TargetDisk>> PretendedMachine::ownDisk()
{
    const Result<Disk> facts = disk(*m_tools.runner);
    if (!facts)
        return fail(facts.error());
    return openDisk(*facts);
}

Result<PowerState> PretendedMachine::boot()
{
    const Result<std::unique_ptr<TargetDisk>> own = ownDisk();
    if (!own)
        return fail(own.error());
    const Result<std::optional<DiskRecord>> record = (*own)->readRecord();
    if (!record)
        return fail(record.error());
    // Firmware finds no boot loader on a disk that is not ours, and goes on to the network.
    if (!*record || !(*record)->tableWritten)
        return PowerState{};
    const Result<bool> isThere = (*own)->hasTable(*m_tools.runner, **record);
    if (!isThere)
        return fail(isThere.error());
    return *isThere ? bootFrom(**own, **record) : PowerState{};
}

Result<PowerState> PretendedMachine::bootFrom(TargetDisk &disk, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    BootStateFile file(disk, *m_tools.files);
    Result<BootState> state = file.read(*m_tools.runner);
    const bool isDamaged = !state && state.error().kind == ErrorKind::Corrupt;
    if (!state && !isDamaged && state.error().kind != ErrorKind::NotFound)
        return fail(state.error());
    if (!state && !isDamaged)
        return PowerState{};
    const DiskPartition *blancmange = record.find(PartitionRole::Blancmange);
    const PowerState fallback =
        blancmange && blancmange->ready ? PowerState{BootMode::DiskBlancmange, blancmange->number} : PowerState{};
    if (isDamaged || state->slot == 0 || state->tries >= maxBootTries)
        return fallback;
    const Result<QList<Slot>> all = SlotScan{m_tools.files, 0, {}}.scan(*m_tools.runner, disk, record);
    if (!all)
        return fail(all.error());
    for (const Slot &slot : *all) {
        if (slot.partition.number != state->slot || !slot.content)
            continue;
        if ((*layout)->bootState().countsStarts() && !state->accepted) {
            ++state->tries;
            if (Status status = file.write(*m_tools.runner, *state); !status)
                return fail(std::move(status.error()));
        }
        return PowerState{BootMode::Image, state->slot};
    }
    return fallback;
}

Status PretendedMachine::mountRoot()
{
    if (m_state.mode == BootMode::Ram)
        return m_tools.files->makeFolder(m_places.ram, 0700);
    Result<std::unique_ptr<TargetDisk>> own = ownDisk();
    if (!own)
        return fail(own.error());
    const Result<std::optional<DiskRecord>> record = (*own)->readRecord();
    if (!record)
        return fail(record.error());
    const DiskPartition *partition = *record ? (*record)->find(m_state.partition) : nullptr;
    if (!partition)
        return fail(makeError(ErrorKind::NotFound, "machine.no-root",
                              u"the disk has lost partition %1, which runs"_s.arg(m_state.partition)));
    Result<std::unique_ptr<Mounted>> root = (*own)->mount(*m_tools.runner, *partition, MountAccess::ReadWrite);
    if (!root)
        return fail(root.error());
    m_disk = std::move(*own);
    m_root = std::move(*root);
    return {};
}

Result<Inventory> PretendedMachine::inventory(ProcessRunner &runner)
{
    const Result<Disk> own = disk(runner);
    if (!own)
        return fail(own.error());
    Inventory inventory = m_description.inventory();
    inventory.disks << *own;
    return inventory;
}

Status PretendedMachine::leaveDisk()
{
    if (m_state.mode != BootMode::DiskBlancmange)
        return {};
    if (Status status = m_root->unmount(); !status)
        return status;
    m_root.reset();
    m_disk.reset();
    if (Status status = m_tools.files->makeFolder(m_places.ram, 0700); !status)
        return status;
    m_state = {};
    return m_tools.files->replace(m_places.state, formatPowerState(m_state));
}

Result<AfterReboot> PretendedMachine::reboot(ProcessRunner &)
{
    if (m_root) {
        if (Status status = m_root->unmount(); !status)
            return fail(std::move(status.error()));
    }
    // From here on it is down: the file is the last thing that says otherwise.
    if (Status status = m_tools.files->remove(m_places.state); !status)
        return fail(std::move(status.error()));
    m_root.reset();
    m_disk.reset();
    m_state = {};
    if (Status status = m_tools.files->removeTree(m_places.ram); !status)
        return fail(std::move(status.error()));
    if (Status status = detach(); !status)
        return fail(std::move(status.error()));
    return AfterReboot::PowerOnAgain;
}

void PretendedMachine::switchOffTheAgent()
{
    m_root.reset();
    m_disk.reset();
    // What cannot be detached now is found and taken away by the next powerOn().
    [[maybe_unused]] const Status status = detach();
    m_lock.reset();
}

} // namespace cid
