// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/current_image.h"
#include "kid/deploy/deploy_input.h"
#include "kid/machine/machine.h"

namespace cid {

/// One stage of the way with its jobs. The agent reports the stage, waits for the answer, then runs the jobs.
struct DeployStage
{
    NodeState state = NodeState::Unknown;
    QString detail; ///< for the StageReport: the disk or the slot
    std::vector<std::unique_ptr<WorkJob>> jobs;

    /// The jobs as JobQueue takes them.
    [[nodiscard]] std::vector<WorkJob *> borrowedJobs() const;
};

/// Everything that one order does on this machine from now up to the next reboot, decided before anything is written.
///   mode Ram            Partitioning, SelfInstall, RebootingToDisk
///   mode DiskBlancmange Installing, Configuring, BootLoader, RebootingToImage; as in mode Ram for a reinstallation
///   mode Image          Armed, RebootingToBlancmange or RebootingSwitch
/// The last stage's last job is the reboot; after it the machine is powered on again (see AfterReboot).
class DeployPlan
{
public:
    /// Looks (reads only) and decides; blocks, so call it on the worker thread or where a second does not matter.
    /// What checkSignature() refuses is never planned. Refused "disk.not-armed", NotFound "disk.none", Conflict
    /// "disk.several": report NotArmed with the error's text. Other errors: report the failure. The machine outlives
    /// the plan.
    [[nodiscard]] static Result<DeployPlan> make(Machine &machine, JobContext &context, const DeployInput &input);

    [[nodiscard]] std::vector<DeployStage> &stages() { return m_stages; }
    [[nodiscard]] const std::vector<DeployStage> &stages() const { return m_stages; }
    /// "what would be done to which disk", lines of text for cidkid --plan.
    [[nodiscard]] QString preview() const;

private:
    QString m_title;
    std::vector<DeployStage> m_stages;
};

/// True for what an operator has to decide, in contrast to what failed, when a plan could not be made.
[[nodiscard]] bool needsOperator(const Error &error);
/// What the node tells about its disk in a NodeReport: what lies in each slot, which one runs and which one starts
/// next. Reads only; an empty list where no disk is notP's.
[[nodiscard]] Result<QList<SlotContent>> slotContents(Machine &machine, JobContext &context);
/// The content of node.key in Blancmange's partition: a machine that came from the network is the node that it was
/// before. Nothing where no disk is notP's or none holds a key. Reads only.
[[nodiscard]] Result<std::optional<QByteArray>> keyOnDisk(Machine &machine, JobContext &context);
/// The running image was accepted by cidd: its guard ends, and its starts are not counted any more.
[[nodiscard]] Status confirmBoot(Machine &machine, JobContext &context);
/// Why Blancmange runs although the disk was to boot an image that nobody accepted yet, with what the kernel said last
/// where the machine keeps that; an empty code where it was not. Reads only.
[[nodiscard]] Result<Failure> failedStart(Machine &machine, JobContext &context);

} // namespace cid
