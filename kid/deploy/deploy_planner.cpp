// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/deploy_planner.h"

#include "kid/boot/boot_loader.h"
#include "kid/boot/boot_state.h"
#include "kid/deploy/clear_slot.h"
#include "kid/deploy/format_partition.h"
#include "kid/deploy/install_boot_loader.h"
#include "kid/deploy/install_image.h"
#include "kid/deploy/leave_disk.h"
#include "kid/deploy/partition_disk.h"
#include "kid/deploy/reboot_machine.h"
#include "kid/deploy/renew_record.h"
#include "kid/deploy/repair_image.h"
#include "kid/deploy/self_install.h"
#include "kid/deploy/settle_slot.h"
#include "kid/deploy/write_agent.h"
#include "kid/deploy/write_boot_entry.h"
#include "kid/inventory/disk_choice.h"
#include "kid/machine/layout.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

template <typename... Jobs> DeployStage stage(NodeState state, const QString &detail, std::unique_ptr<Jobs>... jobs)
{
    DeployStage made;
    made.state = state;
    made.detail = detail;
    (made.jobs.push_back(std::move(jobs)), ...);
    return made;
}

bool isFormatted(PartitionRole role)
{
    return role != PartitionRole::Slot && role != PartitionRole::Extended && role != PartitionRole::BiosBoot
        && role != PartitionRole::Map;
}

QString nameOf(const Slot &slot, const Disk &disk)
{
    return u"partition %1 (%2) of %3"_s.arg(slot.partition.number).arg(slot.partition.name, disk.path);
}

} // namespace

DeployPlanner::DeployPlanner(Machine &machine, JobContext &context, const DeployInput &input)
    : m_machine(machine)
    , m_context(context)
    , m_scene(std::make_shared<DeployScene>())
{
    m_scene->machine = &machine;
    m_scene->input = input;
}

QString DeployPlanner::title() const
{
    return u"%1 on %2, which runs from %3: the image %4 on the disk %5 (%6, serial %7)"_s.arg(
        order().node.name, m_machine.name(), bootModeName(m_machine.bootMode()), order().image.toString(), m_disk.path,
        formatBytes(m_disk.size), m_disk.serial.isEmpty() ? u"unknown"_s : m_disk.serial);
}

Result<std::vector<DeployStage>> DeployPlanner::stages()
{
    if (Status status = checkImage(); !status)
        return fail(std::move(status.error()));
    if (Status status = openDisk(); !status)
        return fail(std::move(status.error()));
    switch (m_machine.bootMode()) {
    case BootMode::Ram:
        return fromRam();
    case BootMode::DiskBlancmange:
        return wantsAnew() ? fromRam() : fromBlancmange();
    case BootMode::Image:
        return fromImage();
    }
    return fail(makeError(ErrorKind::Internal, "plan.mode", u"the machine is in no known mode"_s));
}

// Before the running image is left and before a disk is touched; what only pretends to be a machine starts no kernel.
Status DeployPlanner::checkImage() const
{
    if (order().startProblem.isEmpty() || m_machine.isPretended())
        return WriteAgent::check(m_machine, m_context.files(), order());
    return fail(makeError(ErrorKind::NotFound, "boot.no-kernel",
                          u"%1 cannot be started: %2"_s.arg(order().image.toString(), order().startProblem),
                          {{u"image"_s, order().image.toString()}}));
}

Status DeployPlanner::openDisk()
{
    Result<Inventory> inventory = m_machine.inventory(m_context.runner());
    if (!inventory)
        return fail(std::move(inventory.error()));
    m_inventory = std::move(*inventory);
    m_scene->cards = m_inventory.interfaces;
    const Result<Disk> chosen = chooseDisk(m_inventory, order().node.diskSelector);
    if (!chosen)
        return fail(chosen.error());
    m_disk = *chosen;
    Result<std::unique_ptr<TargetDisk>> opened = m_machine.openDisk(m_disk);
    if (!opened)
        return fail(std::move(opened.error()));
    m_scene->disk = std::move(*opened);
    return {};
}

// One wipe of this disk, which partitioning consumes.
bool DeployPlanner::wantsAnew() const
{
    return order().reinstall || isArmed({m_disk, m_inventory.disks}, order());
}

// What the disk's record says is believed where its table is there, where that was not written yet, and where somebody
// erased nothing but the table.
Result<DeployPlanner::Before> DeployPlanner::before()
{
    const Result<std::optional<DiskRecord>> found = m_scene->disk->readRecord();
    if (!found)
        return fail(found.error());
    if (!*found)
        return Before{};
    Before known{**found, false};
    if (known.record.tableWritten) {
        const Result<bool> isThere = m_scene->disk->hasTable(m_context.runner(), known.record);
        if (!isThere)
            return fail(isThere.error());
        known.isTableThere = *isThere;
    }
    if (!known.isTableThere && !m_disk.ours && !m_disk.signatures.isEmpty())
        return Before{};
    return known;
}

// A disk that is divided already stays as it is, unless the order wants it anew: nothing destructive happens twice.
Result<DiskRecord> DeployPlanner::plannedRecord()
{
    const Result<const Layout *> layout = chooseLayout(order().node.layout, m_inventory.firmware, m_disk);
    if (!layout)
        return fail(layout.error());
    const Result<Before> known = before();
    if (!known)
        return fail(known.error());
    if (known->isTableThere && known->record.layout == (*layout)->name() && !wantsAnew())
        return known->record;
    Result<DiskRecord> planned = (*layout)->plan({m_disk, m_inventory.memory, order().partitions, known->record});
    if (!planned)
        return planned;
    const QUuid random = QUuid::createUuid();
    planned->id = random.toString(QUuid::WithoutBraces);
    planned->tableId = (*layout)->tableId(random);
    planned->owner = order().owner;
    // A swap area that stays where it is stays as it is.
    const DiskPartition *old = known->record.find(PartitionRole::Swap);
    for (DiskPartition &partition : planned->partitions) {
        const bool stays = partition.role == PartitionRole::Swap && old && old->ready && old->start == partition.start
            && old->size == partition.size;
        partition.ready = partition.ready || stays;
        if (stays)
            partition.uuid = old->uuid;
    }
    return planned;
}

// Below that, programs die in the middle of their work, each in a way of its own.
Status DeployPlanner::checkMemory() const
{
    constexpr ByteCount least = 96 * MiB;
    if (m_inventory.memory == 0 || m_inventory.memory >= least)
        return {};
    return fail(makeError(ErrorKind::Refused, "machine.too-little-memory",
                          u"the machine has %1 of memory; Blancmange needs %2 to install"_s.arg(
                              formatBytes(m_inventory.memory), formatBytes(least))));
}

// The slots' file system is the image's wish.
Status DeployPlanner::checkFileSystems(const DiskRecord &record, bool isDividedAnew)
{
    const QString wish = order().definition.rootFileSystem;
    QStringList wanted;
    for (const DiskPartition &partition : record.partitions) {
        if (partition.role == PartitionRole::Slot)
            wanted << (wish.isEmpty() ? partition.fileSystem : wish);
        else if (isDividedAnew && !partition.ready && isFormatted(partition.role))
            wanted << partition.fileSystem;
    }
    wanted.removeDuplicates();
    for (const QString &fileSystem : wanted) {
        if (Status status = m_machine.checkFileSystem(m_context.runner(), fileSystem); !status)
            return status;
    }
    return {};
}

// Everything that can fail does so here, before a byte is written.
Status DeployPlanner::checkDivision(const DiskRecord &planned)
{
    if (Status status = checkFileSystems(planned, true); !status)
        return status;
    if (!planned.tableWritten) {
        if (Status status = m_scene->disk->checkTable(m_context.runner(), planned); !status)
            return status;
    }
    const Result<const Layout *> layout = findLayout(planned.layout);
    if (!layout)
        return fail(layout.error());
    const Status loader = (*layout)->loader().check(m_context.files(), {planned, {}, m_machine.loaderFolder()});
    const bool isPretended = !loader && loader.error().code == "boot.no-loader" && m_machine.isPretended();
    return isPretended ? Status() : loader;
}

Result<std::vector<DeployStage>> DeployPlanner::fromRam()
{
    if (Status status = mayInstall({m_disk, m_inventory.disks}, order()); !status)
        return fail(std::move(status.error()));
    if (Status status = checkMemory(); !status)
        return fail(std::move(status.error()));
    const Result<DiskRecord> planned = plannedRecord();
    if (!planned)
        return fail(planned.error());
    // An image that no slot can hold is refused before anything is written.
    QList<Slot> empty;
    for (const DiskPartition &partition : planned->slotPartitions())
        empty << Slot{partition, {}, {}};
    if (const Result<Slot> fits = chooseSlot(empty, order(), 0); !fits)
        return fail(fits.error());
    if (Status status = checkDivision(*planned); !status)
        return fail(std::move(status.error()));

    DeployStage divide = stage(NodeState::Partitioning, m_disk.path);
    if (m_machine.bootMode() == BootMode::DiskBlancmange)
        divide.jobs.push_back(std::make_unique<LeaveDisk>(m_scene));
    divide.jobs.push_back(std::make_unique<PartitionDisk>(m_scene, *planned));
    for (const DiskPartition &partition : planned->partitions) {
        if (isFormatted(partition.role))
            divide.jobs.push_back(std::make_unique<FormatPartition>(m_scene, partition));
    }
    std::vector<DeployStage> all;
    all.push_back(std::move(divide));
    all.push_back(stage(NodeState::SelfInstall, m_disk.path, std::make_unique<SelfInstall>(m_scene, planned->layout),
                        std::make_unique<InstallBootLoader>(m_scene, planned->layout)));
    all.push_back(stage(NodeState::RebootingToDisk, m_disk.path, std::make_unique<RebootMachine>(m_scene)));
    return all;
}

Result<QList<Slot>> DeployPlanner::scanSlots()
{
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    const SlotScan scan{&m_context.files(), m_machine.rootPartition(), m_machine.rootFolder()};
    return scan.scan(m_context.runner(), *m_scene->disk, *record);
}

std::optional<Slot> DeployPlanner::readySlot(const QList<Slot> &all) const
{
    if (wantsAnew())
        return std::nullopt;
    const auto found = slotWithImage(all, order().image, order().digest);
    if (!found || found->partition.number == m_machine.rootPartition())
        return std::nullopt;
    const bool isTrusted = order().definition.reuse == ReusePolicy::Trust;
    return isOwn(*found) || isTrusted ? found : std::nullopt;
}

std::optional<Slot> DeployPlanner::slotToRepair(const QList<Slot> &all) const
{
    const bool isVerified = order().definition.reuse == ReusePolicy::Verify && !wantsAnew();
    return isVerified ? slotWithImage(all, order().image, order().digest) : std::nullopt;
}

bool DeployPlanner::isOwn(const Slot &slot) const
{
    return slot.content && slot.content->deployment == order().deployment && slot.content->nonce == order().nonce;
}

DeployStage DeployPlanner::rebootStage(NodeState state, const QString &where, LoadKernel::Next next) const
{
    DeployStage made = stage(state, where);
    if (order().node.boot == u"kexec"_s)
        made.jobs.push_back(std::make_unique<LoadKernel>(m_scene, next));
    made.jobs.push_back(std::make_unique<RebootMachine>(m_scene));
    return made;
}

// GRUB gave the image three chances and came here. Another reboot would be three more of the same.
Status DeployPlanner::checkStarts(const Slot &slot)
{
    const Result<BootState> state = BootStateFile(*m_scene->disk, m_context.files()).read(m_context.runner());
    if (!state || state->slot != slot.partition.number || state->tries < maxBootTries)
        return {};
    return fail(
        makeError(ErrorKind::Refused, "boot.image-did-not-start",
                  u"%1 was started three times from partition %2 of %3 and its cidkid never reported; look at the "
                  "console"_s.arg(order().image.toString())
                      .arg(slot.partition.number)
                      .arg(m_disk.path),
                  {{u"image"_s, order().image.toString()}}));
}

// The slot that the image will run from; what has to be done to it becomes jobs of the stage.
Result<Slot> DeployPlanner::fillSlot(const QList<Slot> &all, DeployStage &install)
{
    if (const std::optional<Slot> ready = readySlot(all)) {
        const Status started = isOwn(*ready) ? checkStarts(*ready) : Status();
        return started ? Result<Slot>(*ready) : fail(started.error());
    }
    if (const std::optional<Slot> known = slotToRepair(all)) {
        install.jobs.push_back(std::make_unique<RepairImage>(m_scene, known->partition));
        return *known;
    }
    std::optional<Slot> slot = slotToResume(all, order());
    if (!slot) {
        const Result<Slot> chosen = chooseSlot(all, order(), 0);
        if (!chosen)
            return chosen;
        slot = *chosen;
        install.jobs.push_back(std::make_unique<ClearSlot>(m_scene, *slot));
    }
    const auto lender = lenderFor(all, order(), slot->partition.number);
    install.jobs.push_back(std::make_unique<InstallImage>(m_scene, slot->partition,
                                                          lender ? std::optional(lender->partition) : std::nullopt));
    return *slot;
}

Result<std::vector<DeployStage>> DeployPlanner::fromBlancmange()
{
    if (Status status = mayFill({m_disk, m_inventory.disks}, order()); !status)
        return fail(std::move(status.error()));
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    if (Status status = checkFileSystems(*record, false); !status)
        return fail(std::move(status.error()));
    const Result<QList<Slot>> all = scanSlots();
    if (!all)
        return fail(all.error());
    DeployStage install = stage(NodeState::Installing, {});
    if (RenewRecord::isNeeded(*record, order()))
        install.jobs.push_back(std::make_unique<RenewRecord>(m_scene));
    const Result<Slot> slot = fillSlot(*all, install);
    if (!slot)
        return fail(slot.error());
    const QString where = nameOf(*slot, m_disk);
    install.detail = where;
    std::vector<DeployStage> stages;
    stages.push_back(std::move(install));
    DeployStage configure = stage(NodeState::Configuring, where);
    addSettling(configure, m_scene, slot->partition);
    stages.push_back(std::move(configure));
    stages.push_back(stage(NodeState::BootLoader, where, std::make_unique<WriteBootEntry>(m_scene, slot->partition)));
    stages.push_back(rebootStage(NodeState::RebootingToImage, where, LoadKernel::Next::Image));
    return stages;
}

// What Blancmange would refuse after the running image was left. A disk that is divided anew has other slots.
Status DeployPlanner::checkRoom(const QList<Slot> &all) const
{
    if (wantsAnew() || slotToRepair(all) || slotToResume(all, order()))
        return {};
    return chooseSlot(all, order(), 0).map([](const Slot &) { });
}

Result<std::vector<DeployStage>> DeployPlanner::fromImage()
{
    const Result<QList<Slot>> all = scanSlots();
    if (!all)
        return fail(all.error());
    std::vector<DeployStage> stages;
    const std::optional<Slot> slot = readySlot(*all);
    if (Status status = slot ? Status() : checkRoom(*all); !status)
        return fail(std::move(status.error()));
    if (!slot) {
        stages.push_back(stage(NodeState::Armed, m_disk.path, std::make_unique<ArmBlancmange>(m_scene)));
        stages.push_back(rebootStage(NodeState::RebootingToBlancmange, m_disk.path, LoadKernel::Next::Blancmange));
        return stages;
    }
    const QString where = nameOf(*slot, m_disk);
    DeployStage armed = stage(NodeState::Armed, where);
    addSettling(armed, m_scene, slot->partition);
    armed.jobs.push_back(std::make_unique<WriteBootEntry>(m_scene, slot->partition));
    stages.push_back(std::move(armed));
    stages.push_back(rebootStage(NodeState::RebootingSwitch, where, LoadKernel::Next::Image));
    return stages;
}

} // namespace cid
