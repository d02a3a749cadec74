// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"
#include "common/system/process_runner.h"

#include <tuple>

namespace cid {

/// One installed package.
struct SoftwarePackage
{
    QString name;
    QString version; ///< as the package manager writes it, with epoch and revision
    QString arch;
    QString supplier; ///< the maintainer or vendor; may be empty
    bool operator==(const SoftwarePackage &) const = default;
    bool operator<(const SoftwarePackage &other) const
    {
        return std::tie(name, arch, version) < std::tie(other.name, other.arch, other.version);
    }
};

/// What the package databases of a root say is installed in it.
struct SoftwareList
{
    enum class Manager : quint8 { None, Dpkg, Rpm };
    Manager manager = Manager::None;
    QString distribution; ///< ID of os-release; may be empty
    QString release; ///< VERSION_ID
    QList<SoftwarePackage> packages; ///< sorted
    QString remark; ///< why a database could not be read
    bool operator==(const SoftwareList &) const = default;
};

/// The packages of var/lib/dpkg/status or of one file of status.d that are installed. Any bytes are safe.
[[nodiscard]] QList<SoftwarePackage> parseDpkgStatus(const QByteArray &text);
/// The lines "name<tab>version<tab>arch<tab>vendor" that readSoftware() asks of rpm.
[[nodiscard]] QList<SoftwarePackage> parseRpmAnswer(const QByteArray &text);
/// ID and VERSION_ID of os-release.
void readOsRelease(const QByteArray &text, SoftwareList &list);

/// Reads the databases below \a root, whose links lead nowhere outside of it. An rpm database is copied and read by
/// this machine's rpm, where it has one; nothing of the root is ever run. No database: an empty list. Blocks.
[[nodiscard]] SoftwareList readSoftware(const QString &root, FileSystem &files, ProcessRunner &runner);

} // namespace cid
