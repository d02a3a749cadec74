// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/unpacker.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// The ordered image as the jobs that write it into a slot see it. Worker thread.
class ImageSource
{
public:
    /// Both are borrowed. \a slot is named in errors.
    ImageSource(const DeployScene &scene, const DiskPartition &slot)
        : m_scene(scene)
        , m_slot(slot)
    { }

    /// The manifest that the order means: Corrupt "install.wrong-digest", "install.wrong-image".
    [[nodiscard]] Result<Manifest> fetchManifest(JobContext &context) const;
    /// How to unpack into \a root, with the job's progress and its cancelling.
    [[nodiscard]] UnpackOptions options(JobContext &context, const Manifest &manifest, const QString &root) const;
    /// A full disk and a broken one are two different errands for an operator: "install.disk-full" and
    /// "install.disk-error" with the disk's serial number; other errors as they are.
    [[nodiscard]] Error explain(Error error) const;

private:
    const DeployScene &m_scene;
    const DiskPartition &m_slot;
};

} // namespace cid
