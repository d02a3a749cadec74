// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"
#include "kid/deploy/slots.h"

namespace cid {

/// Empties a slot for an image. Its validity mark goes first and durably, so that whatever happens afterwards nobody
/// takes what is left for an image.
class ClearSlot final : public WorkJob
{
public:
    ClearSlot(SharedScene scene, Slot slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 2; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Status removeMark(JobContext &context) const;
    [[nodiscard]] Status makeAnew(JobContext &context);

    const SharedScene m_scene;
    Slot m_slot;
};

} // namespace cid
