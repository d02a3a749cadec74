// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/unique_fd.h"

namespace cid {

/// Where downloads and built packages are kept, so that nothing is fetched or built twice. One program at a time uses
/// it: open() waits for another one.
///   files/<sha256>    what was fetched
///   built/<key>/      root/ and log of one built package; the key is a digest of all that went into it
///   part/             downloads on their way; they go on where they ended
///   apt/              apt's lists, apart from the system's
class PackageCache
{
public:
    /// \a folder, or notP's in the user's cache folder where it is empty. Io "cache.open".
    [[nodiscard]] static Result<PackageCache> open(const QString &folder);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString file(const QByteArray &sha256) const;
    [[nodiscard]] bool hasFile(const QByteArray &sha256) const;
    [[nodiscard]] QString part(const QByteArray &sha256) const;
    [[nodiscard]] QString built(const QByteArray &key) const;
    [[nodiscard]] bool hasBuilt(const QByteArray &key) const;
    /// An empty folder on the same file system; what a killed run left there is removed.
    [[nodiscard]] Result<QString> workFolder(const QString &name) const;

    /// Takes the file at \a path into the cache when its bytes have that sum; else removes it: Corrupt "cache.sum"
    /// with \a what in front.
    [[nodiscard]] Status takeFile(const QString &path, const QByteArray &sha256, const QString &what) const;
    /// Moves a finished work folder to its place.
    [[nodiscard]] Status takeBuilt(const QString &work, const QByteArray &key) const;

private:
    QString m_folder;
    UniqueFd m_lock;
};

/// SHA-256 of a file's bytes in lower-case hex; Io "file.read".
[[nodiscard]] Result<QByteArray> sha256OfFile(const QString &path);

} // namespace cid
