// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// A new file in \a folder that no name leads to and that goes when its descriptor is closed. Io "pack.write".
[[nodiscard]] Result<int> openNameless(const QString &folder);
/// All of \a bytes; Io "pack.write" with \a what.
[[nodiscard]] Status writeFully(int file, QByteArrayView bytes, const QString &what);

/// A file that has a hidden name until it is whole: nothing half-written is ever found under its own name. Removed
/// where it was not published.
class OutputFile
{
public:
    OutputFile() = default;
    ~OutputFile();
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    /// Io "pack.write" where nothing can be written into the folder.
    [[nodiscard]] Status create(const QString &folder);
    [[nodiscard]] int descriptor() const { return m_file; }
    [[nodiscard]] Status write(QByteArrayView bytes);
    /// Forces it to the disk and gives it its name, in the place of a file that has it.
    [[nodiscard]] Status publish(const QString &path);

private:
    QByteArray m_temporary; ///< its name until publish()
    int m_file = -1;
};

} // namespace cid
