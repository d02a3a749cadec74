// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/deploy/deploy_plan.h"
#include "kid/deploy/deploy_scene.h"
#include "kid/deploy/load_kernel.h"
#include "kid/deploy/slots.h"

namespace cid {

/// Decides what one order does in the mode that the machine is in. Reads only.
class DeployPlanner
{
public:
    DeployPlanner(Machine &machine, JobContext &context, const DeployInput &input);

    /// The stages, and the title of the preview.
    [[nodiscard]] Result<std::vector<DeployStage>> stages();
    [[nodiscard]] QString title() const;

private:
    [[nodiscard]] Status openDisk();
    /// What was known of the disk before: no partition where nothing is believed.
    struct Before
    {
        DiskRecord record;
        bool isTableThere = false;
    };
    [[nodiscard]] Result<Before> before();
    [[nodiscard]] Result<DiskRecord> plannedRecord();
    /// Refused "layout.sector-size", NotFound "machine.no-program", "boot.no-loader", ...
    [[nodiscard]] Status checkDivision(const DiskRecord &planned);
    [[nodiscard]] Status checkFileSystems(const DiskRecord &record, bool isDividedAnew);
    [[nodiscard]] Result<QList<Slot>> scanSlots();
    [[nodiscard]] Result<std::vector<DeployStage>> fromRam();
    [[nodiscard]] Result<std::vector<DeployStage>> fromBlancmange();
    [[nodiscard]] Result<std::vector<DeployStage>> fromImage();
    [[nodiscard]] DeployStage rebootStage(NodeState state, const QString &where, LoadKernel::Next next) const;
    /// Refused "boot.image-did-not-start".
    [[nodiscard]] Status checkStarts(const Slot &slot);
    /// NotFound "boot.no-kernel", "agent.none": what cidd knows of the image.
    [[nodiscard]] Status checkImage() const;
    /// Refused "machine.too-little-memory".
    [[nodiscard]] Status checkMemory() const;
    /// This very deployment filled the slot.
    [[nodiscard]] bool isOwn(const Slot &slot) const;
    /// The slot that needs nothing unpacked: this deployment's own, or one that the order trusts.
    [[nodiscard]] std::optional<Slot> readySlot(const QList<Slot> &all) const;
    /// The slot that another deployment filled with the image, which is to be verified.
    [[nodiscard]] std::optional<Slot> slotToRepair(const QList<Slot> &all) const;
    /// As chooseSlot().
    [[nodiscard]] Status checkRoom(const QList<Slot> &all) const;
    [[nodiscard]] Result<Slot> fillSlot(const QList<Slot> &all, DeployStage &install);

    /// The order wants this disk divided anew although it is notP's.
    [[nodiscard]] bool wantsAnew() const;
    [[nodiscard]] const DeployOrder &order() const { return m_scene->input.order; }

    Machine &m_machine;
    JobContext &m_context;
    const SharedScene m_scene;
    Inventory m_inventory;
    Disk m_disk;
};

} // namespace cid
