// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// A new folder for what is made on the way, 0700; removed with all it holds.
class WorkFolder
{
public:
    WorkFolder() = default;
    ~WorkFolder();
    WorkFolder(const WorkFolder &) = delete;
    WorkFolder &operator=(const WorkFolder &) = delete;

    /// Io "source.work" where none can be made in \a parent.
    [[nodiscard]] Status create(const QString &parent);
    [[nodiscard]] const QString &path() const { return m_path; }
    /// A new folder inside, 0755 as a root is, and with the time 0: where nothing says more of it, it is the same each
    /// time.
    [[nodiscard]] Result<QString> makeInside(const QString &name) const;

private:
    QString m_path;
};

} // namespace cid
