// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/source/image_source.h"
#include "imagebuilder/source/work_folder.h"

namespace cid {

/// The archive of any tool: unpacked, to be packed as notP packs.
class TarballSource final : public ImageSource
{
public:
    TarballSource(QString path, SourceTools tools);
    [[nodiscard]] Result<QString> prepare() override;

private:
    const QString m_path;
    const SourceTools m_tools;
    WorkFolder m_work;
};

} // namespace cid
