// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/deploy_plan.h"

#include "common/config/node_key.h"
#include "kid/boot/boot_state.h"
#include "kid/deploy/check_signature.h"
#include "kid/deploy/deploy_planner.h"
#include "kid/deploy/slots.h"
#include "kid/machine/start_guard.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// The disk with its record where its table is the record's; null where it is none of notP's.
Result<std::unique_ptr<TargetDisk>> openInstalled(Machine &machine, JobContext &context, const Disk &facts)
{
    Result<std::unique_ptr<TargetDisk>> disk = machine.openDisk(facts);
    if (!disk)
        return disk;
    const Result<std::optional<DiskRecord>> record = (*disk)->readRecord();
    if (!record)
        return fail(record.error());
    if (!*record || !(*record)->tableWritten)
        return nullptr;
    // The machine runs from it: that says more than a program that an image may lack.
    if (facts.path == machine.homeDisk())
        return disk;
    const Result<bool> isThere = (*disk)->hasTable(context.runner(), **record);
    if (!isThere)
        return fail(isThere.error());
    return *isThere ? std::move(disk) : Result<std::unique_ptr<TargetDisk>>(nullptr);
}

// The disk that the machine booted from, else the first that notP installed; null where none is. Nothing is erased by
// who asks for it, so a slot that holds something else does not count.
Result<std::unique_ptr<TargetDisk>> ownDisk(Machine &machine, JobContext &context)
{
    Result<Inventory> inventory = machine.inventory(context.runner());
    if (!inventory)
        return fail(inventory.error());
    std::stable_partition(inventory->disks.begin(), inventory->disks.end(),
                          [&machine](const Disk &disk) { return disk.path == machine.homeDisk(); });
    for (const Disk &disk : inventory->disks) {
        Result<std::unique_ptr<TargetDisk>> opened = openInstalled(machine, context, disk);
        // A disk that cannot be read hides no other one.
        if (opened && *opened)
            return opened;
        if (!opened && opened.error().kind == ErrorKind::Cancelled)
            return opened;
    }
    return nullptr;
}

// The slot that the boot loader takes at the next start; 0 where that is Blancmange, or nobody knows.
int nextSlot(TargetDisk &disk, JobContext &context)
{
    const Result<BootState> state = BootStateFile(disk, context.files()).read(context.runner());
    return state && state->tries < maxBootTries ? state->slot : 0;
}

} // namespace

std::vector<WorkJob *> DeployStage::borrowedJobs() const
{
    std::vector<WorkJob *> borrowed;
    borrowed.reserve(jobs.size());
    for (const auto &job : jobs)
        borrowed.push_back(job.get());
    return borrowed;
}

Result<DeployPlan> DeployPlan::make(Machine &machine, JobContext &context, const DeployInput &input)
{
    const Status isTrusted = checkSignature(input);
    if (!isTrusted)
        return fail(isTrusted.error());
    DeployPlanner planner(machine, context, input);
    Result<std::vector<DeployStage>> stages = planner.stages();
    if (!stages)
        return fail(std::move(stages.error()));
    DeployPlan plan;
    plan.m_stages = std::move(*stages);
    plan.m_title = planner.title();
    return plan;
}

QString DeployPlan::preview() const
{
    QStringList lines{m_title};
    for (const DeployStage &stage : m_stages) {
        lines << u"%1: %2"_s.arg(nodeStateName(stage.state), stage.detail);
        for (const auto &job : stage.jobs)
            lines << u"  "_s + job->description();
        if (stage.jobs.empty())
            lines << u"  nothing to do: it is there already"_s;
    }
    return lines.join(u'\n') + u'\n';
}

Result<QList<SlotContent>> slotContents(Machine &machine, JobContext &context)
{
    const Result<std::unique_ptr<TargetDisk>> disk = ownDisk(machine, context);
    if (!disk)
        return fail(disk.error());
    const Result<std::optional<DiskRecord>> record = *disk ? (*disk)->readRecord() : std::optional<DiskRecord>();
    if (!record)
        return fail(record.error());
    QList<SlotContent> contents;
    if (!*record || !(*record)->tableWritten)
        return contents;
    const SlotScan scan{&context.files(), machine.rootPartition(), machine.rootFolder()};
    const Result<QList<Slot>> all = scan.scan(context.runner(), **disk, **record);
    if (!all)
        return fail(all.error());
    const int next = nextSlot(**disk, context);
    for (const Slot &slot : *all) {
        SlotContent facts = factsOf(slot);
        facts.disk = (*disk)->facts().path;
        facts.isRunning = facts.partition == machine.rootPartition();
        facts.startsNext = facts.partition == next;
        contents << facts;
    }
    return contents;
}

Result<std::optional<QByteArray>> keyOnDisk(Machine &machine, JobContext &context)
{
    const Result<std::unique_ptr<TargetDisk>> disk = ownDisk(machine, context);
    if (!disk)
        return fail(disk.error());
    const Result<std::optional<DiskRecord>> record = *disk ? (*disk)->readRecord() : std::optional<DiskRecord>();
    if (!record)
        return fail(record.error());
    const DiskPartition *home = *record ? (*record)->find(PartitionRole::Blancmange) : nullptr;
    if (!home || !home->ready || !(*record)->tableWritten)
        return std::nullopt;
    Result<std::unique_ptr<Mounted>> mounted = (*disk)->mount(context.runner(), *home, MountAccess::ReadOnly);
    if (!mounted)
        return fail(std::move(mounted.error()));
    const Result<QByteArray> text = context.files().readInRoot((*mounted)->folder(), nodeKeyPath, 64 * KiB);
    if (Status status = (*mounted)->unmount(); !status)
        return fail(std::move(status.error()));
    return text ? std::optional(*text) : std::nullopt;
}

bool needsOperator(const Error &error)
{
    return error.code == "disk.not-armed" || error.code == "disk.none" || error.code == "disk.several";
}

Status confirmBoot(Machine &machine, JobContext &context)
{
    if (Status status = machine.isPretended() ? Status() : tellGuard(guardConfirmed); !status)
        return status;
    const Result<std::unique_ptr<TargetDisk>> disk = ownDisk(machine, context);
    if (!disk)
        return fail(disk.error());
    // A machine that notP did not install counts no boots.
    if (!*disk)
        return {};
    return BootStateFile(**disk, context.files()).confirm(context.runner(), machine.rootPartition());
}

Result<Failure> failedStart(Machine &machine, JobContext &context)
{
    const Result<std::unique_ptr<TargetDisk>> disk = ownDisk(machine, context);
    if (!disk)
        return fail(disk.error());
    const Result<BootState> state =
        *disk ? BootStateFile(**disk, context.files()).read(context.runner()) : Result<BootState>(BootState());
    if (!state)
        return fail(state.error());
    if (state->slot == 0 || state->tries == 0 || state->accepted)
        return Failure();
    Failure failure{NodeState::RebootingToImage, "start.not-confirmed", {}, machine.lastWords()};
    if (state->tries >= maxBootTries) {
        failure.reason = u"The image in partition %1 was started %2 times and its cidkid never came through: it hangs, "
                         "panics, has no network or holds no cidkid"_s.arg(state->slot)
                             .arg(state->tries);
    } else if (machine.bootMode() == BootMode::DiskBlancmange) {
        failure.code = "start.no-kernel";
        failure.reason =
            u"GRUB cannot load the kernel %1 of the image in partition %2"_s.arg(state->kernel).arg(state->slot);
    } else {
        return Failure();
    }
    if (!failure.log.isEmpty())
        failure.reason += u"; the kernel said last: "_s + failure.log.last();
    return failure;
}

} // namespace cid
