// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QString>

namespace cid {

/// A file that holds our process number while we run, locked, so that a second daemon notices. For SysV scripts;
/// systemd needs none. Removed with the object. Any thread.
class PidFile
{
public:
    PidFile() = default;
    ~PidFile();
    PidFile(const PidFile &) = delete;
    PidFile &operator=(const PidFile &) = delete;

    /// After the last fork. Conflict "service.running" where another process holds the lock; Io "service.pid-file".
    [[nodiscard]] Status create(const QString &path);

private:
    QString m_path;
    int m_file = -1;
};

} // namespace cid
