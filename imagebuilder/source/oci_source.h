// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/source/image_source.h"
#include "imagebuilder/source/work_folder.h"

namespace cid {

/// A container image: an OCI layout in a folder, or a docker-archive or an archived layout in a file.
class OciSource final : public ImageSource
{
public:
    /// "LAYOUT" or "LAYOUT:TAG".
    OciSource(const QString &text, SourceTools tools);
    [[nodiscard]] Result<QString> prepare() override;

private:
    /// The folder of the layout; an archive is unpacked first.
    [[nodiscard]] Result<QString> layoutFolder();

    QString m_path;
    QString m_tag;
    const SourceTools m_tools;
    WorkFolder m_work;
};

} // namespace cid
