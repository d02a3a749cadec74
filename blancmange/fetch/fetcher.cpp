// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/fetch/fetcher.h"

#include "blancmange/fetch/apt_source.h"
#include "common/system/pool_task.h"

#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QThreadPool>
#include <QUrl>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

bool isFetched(const TopPackage &package)
{
    return package.origin != PackageOrigin::Tree;
}

/// A file of the operator's own, without a sum in top_config, that is not any more what was locked. One that cannot be
/// read is none: the cache has it.
bool hasChanged(const TopPackage &package, const LockedPackage &known)
{
    if (package.origin != PackageOrigin::File || !package.sha256.isEmpty() || known.files.isEmpty())
        return false;
    const auto sum = sha256OfFile(package.path);
    return sum && *sum != known.files.first().sha256;
}

/// One file that is still missing.
struct Download
{
    QString package;
    LockedFile file;
    QString address;
};

class Fetch
{
public:
    Fetch(const TopConfig &config, const PackageCache &cache, ProcessRunner &runner, const FetchOptions &options)
        : m_config(config)
        , m_cache(cache)
        , m_options(options)
        , m_apt(runner, cache.folder() + u"/apt"_s)
    { }

    Result<PackageLock> run()
    {
        auto lock = PackageLock::load(m_options.lockFile);
        if (!lock)
            return lock;
        m_lock = *lock;
        QStringList names;
        for (const TopPackage &package : m_config.usedPackages()) {
            if (!isFetched(package))
                continue;
            names << package.name;
            if (Status status = resolve(package); !status)
                return fail(status.error());
        }
        m_lock.keepOnly(names);
        if (Status status = download(); !status)
            return fail(status.error());
        if (m_lock.packages() != lock->packages() || !QFileInfo::exists(m_options.lockFile)) {
            if (Status status = m_lock.save(m_options.lockFile); !status)
                return fail(status.error());
        }
        return m_lock;
    }

private:
    Status resolve(const TopPackage &package)
    {
        const LockedPackage *known = m_lock.find(package.name);
        bool isKnown = known && known->request == requestOf(package) && !m_options.isUpdate;
        if (isKnown && hasChanged(package, *known)) {
            m_options.say(u"%1: %2 is another file than the last time: it is taken as it is now"_s.arg(package.name,
                                                                                                       package.path));
            isKnown = false;
        }
        if (isKnown && std::all_of(known->files.begin(), known->files.end(), [this](const LockedFile &file) {
                return isWhole(file);
            })) {
            m_options.say(u"%1 %2: in the cache"_s.arg(package.name, known->version));
            return {};
        }
        if (m_options.isOffline && package.origin != PackageOrigin::File)
            return fail(placedError(
                "fetch.offline", package.place,
                u"[package \"%1\"] is not in the cache: run get_packages without --offline"_s.arg(package.name)));
        const bool isDebian = package.origin <= PackageOrigin::DebianSource;
        if (isDebian) {
            if (Status status = m_apt.update(); !status)
                return status;
        }
        if (!isKnown) {
            auto locked = ask(package);
            if (!locked)
                return fail(locked.error());
            m_lock.set(*locked);
        }
        return plan(*m_lock.find(package.name));
    }

    Result<LockedPackage> ask(const TopPackage &package)
    {
        switch (package.origin) {
        case PackageOrigin::DebianBinary:
            return m_apt.binary(package);
        case PackageOrigin::DebianSource:
            return m_apt.source(package);
        case PackageOrigin::File:
            return local(package);
        case PackageOrigin::Https:
        case PackageOrigin::Tree:
            break;
        }
        const QString name = QUrl(package.url).fileName();
        const LockedFile file{name, package.sha256, 0, LockedFile::Role::Main, package.url};
        return LockedPackage{package.name, requestOf(package), {}, {file}};
    }

    Result<LockedPackage> local(const TopPackage &package)
    {
        const auto sum = sha256OfFile(package.path);
        if (!sum)
            return fail(placedError("fetch.file", package.place, sum.error().text));
        const QFileInfo info(package.path);
        const QByteArray expected = package.sha256.isEmpty() ? *sum : package.sha256;
        const LockedFile file{info.fileName(), expected, info.size(), LockedFile::Role::Main, package.path};
        return LockedPackage{package.name, requestOf(package), {}, {file}};
    }

    Status plan(const LockedPackage &package)
    {
        QList<LockedFile> missing;
        for (const LockedFile &file : package.files) {
            const bool isPlanned = std::any_of(m_downloads.begin(), m_downloads.end(),
                                               [&file](const Download &one) { return one.file.sha256 == file.sha256; });
            if (!isPlanned && !isWhole(file))
                missing.append(file);
        }
        if (missing.isEmpty())
            return {};
        const bool isDebian = missing.first().fetch.startsWith(u"deb ") || missing.first().fetch.startsWith(u"src ");
        const auto addresses = isDebian ? m_apt.addresses(missing) : Result<QMap<QString, QString>>();
        if (!addresses)
            return fail(withContext(addresses.error(), package.name));
        for (const LockedFile &file : std::as_const(missing))
            m_downloads.append({package.name, file, addresses->value(file.name, file.fetch)});
        return {};
    }

    bool isWhole(const LockedFile &file)
    {
        if (!m_cache.hasFile(file.sha256))
            return false;
        const auto sum = sha256OfFile(m_cache.file(file.sha256));
        return sum && *sum == file.sha256;
    }

    Status download()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(m_options.parallel);
        for (const Download &one : std::as_const(m_downloads)) {
            startOnPool(pool, [this, one] {
                const Status status = fetch(one);
                const QMutexLocker locker(&m_mutex);
                if (status)
                    m_options.say(u"%1: %2, %3"_s.arg(one.package, one.file.name, formatBytes(one.file.size)));
                else if (m_status)
                    m_status = fail(withContext(status.error(), one.package));
            });
        }
        pool.waitForDone();
        return m_status;
    }

    Status fetch(const Download &one)
    {
        const QString part = m_cache.part(one.file.sha256);
        if (one.address.startsWith(u'/')) {
            QFile::remove(part);
            if (!QFile::copy(one.address, part))
                return fail(
                    makeError(ErrorKind::Io, "fetch.copy", u"cannot copy %1 into the cache"_s.arg(one.address)));
        } else if (Status status = m_apt.download(one.address, part); !status) {
            return status;
        }
        return m_cache.takeFile(part, one.file.sha256, one.file.name);
    }

    const TopConfig &m_config;
    const PackageCache &m_cache;
    const FetchOptions &m_options;
    AptSource m_apt;
    PackageLock m_lock;
    QList<Download> m_downloads;
    QMutex m_mutex;
    Status m_status;
};

} // namespace

Result<PackageLock> fetchPackages(const TopConfig &config, const PackageCache &cache, ProcessRunner &runner,
                                  const FetchOptions &options)
{
    return Fetch(config, cache, runner, options).run();
}

Result<PackageLock> lockedPackages(const TopConfig &config, const PackageCache &cache, const QString &lockFile)
{
    const auto lock = PackageLock::load(lockFile);
    if (!lock)
        return lock;
    for (const TopPackage &package : config.usedPackages()) {
        if (!isFetched(package))
            continue;
        const LockedPackage *known = lock->find(package.name);
        const bool isThere = known && known->request == requestOf(package)
            && std::all_of(known->files.begin(), known->files.end(),
                           [&cache](const LockedFile &file) { return cache.hasFile(file.sha256); });
        if (!isThere)
            return fail(placedError("fetch.missing", package.place,
                                    u"[package \"%1\"] was not fetched yet: run get_packages"_s.arg(package.name)));
        if (hasChanged(package, *known))
            return fail(placedError("fetch.changed", package.place,
                                    u"[package \"%1\"]: %2 is another file than get_packages took: run it again"_s.arg(
                                        package.name, package.path)));
    }
    return lock;
}

} // namespace cid
