// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/along/agent_files.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Sees to it that one agent reports from the unpacked image: the program that installs writes itself into it, with
/// what starts it there (agent = blancmange in image_db), or leaves the image what it has. Doing it again gives the
/// same.
class WriteAgent final : public WorkJob
{
public:
    WriteAgent(SharedScene scene, DiskPartition slot);

    /// NotFound "agent.none" where the image needs this machine's program, and that cannot be written into an image.
    /// Reads no slot. A running image need not have such a program: it leaves the slot what it has.
    [[nodiscard]] static Status check(Machine &machine, FileSystem &files, const DeployOrder &order);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 4; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Status settle(JobContext &context, const QString &root) const;
    /// Empty: the slot's own stays.
    [[nodiscard]] Result<QByteArray> program(JobContext &context, const AgentFiles &agent) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

} // namespace cid
