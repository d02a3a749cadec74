// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/source/image_source.h"

namespace cid {

/// A folder as it is; nothing is copied.
class FolderSource final : public ImageSource
{
public:
    explicit FolderSource(QString path)
        : m_path(std::move(path))
    { }
    [[nodiscard]] Result<QString> prepare() override;

private:
    const QString m_path;
};

} // namespace cid
