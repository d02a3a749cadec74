// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/registry/image_reference.h"
#include "imagebuilder/source/image_source.h"
#include "imagebuilder/source/work_folder.h"

namespace cid {

/// A container image out of a registry: it is fetched into a layout, which is unpacked as any other.
class RegistrySource final : public ImageSource
{
public:
    RegistrySource(ImageReference image, SourceTools tools);
    [[nodiscard]] Result<QString> prepare() override;

private:
    [[nodiscard]] Status pull(const QString &folder) const;

    const ImageReference m_image;
    const SourceTools m_tools;
    WorkFolder m_work;
    std::unique_ptr<ImageSource> m_layout; ///< keeps the root
};

} // namespace cid
