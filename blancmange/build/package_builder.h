// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/cache.h"
#include "blancmange/fetch/package_lock.h"
#include "common/system/process_runner.h"

#include <functional>

namespace cid {

struct BuildOptions
{
    QString recipes; ///< the folder of the recipes
    int jobs = 2;
    std::function<void(const QString &)> say;
};

/// A package that lies in the cache, built.
struct BuiltPackage
{
    QByteArray key; ///< digest of all that went into it
    QString root; ///< its files, /usr merged
    QString libraries; ///< those of the packages it depends on; may not exist
};

/// Builds packages from what was fetched. What went into a package names it in the cache, so only what changed is
/// built again. A recipe is a shell script that finds the sources in $SOURCE, works in $BUILD and puts its files into
/// $OUT; $LIBRARIES is static or shared, $JOBS how many may work at once, $NEED_<name> the root of a needed package.
/// Its lines "# takes NAME..." name this machine's libraries that end in the package. Blocks.
class PackageBuilder
{
public:
    PackageBuilder(const TopConfig &config, const PackageLock &lock, const PackageCache &cache, ProcessRunner &runner,
                   const BuildOptions &options)
        : m_config(config)
        , m_lock(lock)
        , m_cache(cache)
        , m_runner(runner)
        , m_options(options)
    { }

    /// Every used package, in an order in which what is needed comes first. Io "build.failed" with the log's last
    /// lines and place; Invalid "build.cycle".
    [[nodiscard]] Result<QMap<QString, BuiltPackage>> buildAll();
    /// The same without building: NotFound "build.missing": run build_packages.
    [[nodiscard]] Result<QMap<QString, BuiltPackage>> findAll();

private:
    [[nodiscard]] Status visit(const TopPackage &package, bool mayBuild, QStringList path);
    [[nodiscard]] Result<QByteArray> keyOf(const TopPackage &package) const;
    [[nodiscard]] Status build(const TopPackage &package, const QByteArray &key);
    [[nodiscard]] Status prepare(const TopPackage &package, const QString &source, const QString &libraries);
    [[nodiscard]] Status patch(const QString &source);
    [[nodiscard]] Status runRecipe(const TopPackage &package, const QString &work, const QString &source);
    [[nodiscard]] QString recipePath(const TopPackage &package) const;

    const TopConfig &m_config;
    const PackageLock &m_lock;
    const PackageCache &m_cache;
    ProcessRunner &m_runner;
    const BuildOptions &m_options;
    QMap<QString, BuiltPackage> m_done;
};

} // namespace cid
