// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/fetch/package_lock.h"
#include "common/system/process_runner.h"

namespace cid {

/// Debian packages through apt, with lists and state of our own: the system's are not touched and no root is needed.
/// The mirrors are those of the machine's own configuration; apt checks their signatures. Blocks.
class AptSource
{
public:
    /// \a folder is kept between runs; \a runner outlives this.
    AptSource(ProcessRunner &runner, const QString &folder)
        : m_runner(runner)
        , m_folder(folder)
    { }

    /// Reads the mirrors' lists anew, once. Unavailable "apt.no-mirror", Io "process.failed".
    [[nodiscard]] Status update();
    /// The .deb files of \a package, and those of the libraries that it depends on. NotFound "apt.no-package".
    [[nodiscard]] Result<LockedPackage> binary(const TopPackage &package);
    /// The files of a source package. NotFound "apt.no-package".
    [[nodiscard]] Result<LockedPackage> source(const TopPackage &package);
    /// Where these files of one package lie now, by name. NotFound "apt.gone" where a mirror dropped one.
    [[nodiscard]] Result<QMap<QString, QString>> addresses(const QList<LockedFile> &files);
    /// Fetches \a uri (also one that no mirror has) to \a path and goes on where an earlier try ended.
    [[nodiscard]] Status download(const QString &uri, const QString &path);

private:
    [[nodiscard]] Result<QByteArray> run(const QString &program, const QStringList &arguments);
    [[nodiscard]] Result<QStringList> withDependencies(const TopPackage &package);
    /// With the epoch, which names of files do not have.
    [[nodiscard]] QString fullVersion(const QString &source, const QString &version);

    ProcessRunner &m_runner;
    QString m_folder;
    bool m_isUpdated = false;
};

} // namespace cid
