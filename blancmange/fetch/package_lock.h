// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"
#include "common/config/top_config.h"

namespace cid {

/// One file of a package, with all that is needed to get exactly this one again.
struct LockedFile
{
    enum class Role : quint8 {
        Main, ///< the package itself
        Library, ///< a package that it depends on: good for shared libraries alone
    };
    QString name; ///< "busybox_1.35.0.orig.tar.bz2"
    QByteArray sha256;
    ByteCount size = 0;
    Role role = Role::Main;
    QString fetch; ///< "deb NAME=VERSION", "src NAME=VERSION", an https address or a path
    bool operator==(const LockedFile &) const = default;
};

struct LockedPackage
{
    QString name;
    QString request; ///< what top_config asked for; another request is another package
    QString version; ///< as Debian has it; empty for others
    QList<LockedFile> files;
    bool operator==(const LockedPackage &) const = default;
};

/// The lock file: which bytes each package of a top_config is. A plain value.
///   [package "busybox"]
///   request = debian-source busybox
///   version = 1:1.35.0-4
///   file = SHA256 SIZE main|library "FETCH" NAME       once for each
class PackageLock
{
public:
    /// An empty lock where there is no such file. As loadCidConf().
    [[nodiscard]] static Result<PackageLock> load(const QString &path);
    [[nodiscard]] Status save(const QString &path) const;

    [[nodiscard]] const LockedPackage *find(const QString &name) const;
    void set(const LockedPackage &package);
    /// Forgets packages that are not in \a names.
    void keepOnly(const QStringList &names);
    [[nodiscard]] const QList<LockedPackage> &packages() const { return m_packages; }

private:
    QList<LockedPackage> m_packages; ///< sorted by name
};

/// True for descriptions and signatures, of which nothing is built. apt needs none: its checked index names every sum.
[[nodiscard]] bool isAside(const QString &fileName);
/// What top_config asks for, in one line.
[[nodiscard]] QString requestOf(const TopPackage &package);

} // namespace cid
