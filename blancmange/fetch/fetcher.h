// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/cache.h"
#include "blancmange/fetch/package_lock.h"
#include "common/system/process_runner.h"

#include <functional>

namespace cid {

struct FetchOptions
{
    QString lockFile;
    bool isUpdate = false; ///< take what the mirrors offer now, whatever the lock file says
    bool isOffline = false; ///< ask nobody; what is not in the cache is an error
    int parallel = 4;
    std::function<void(const QString &)> say; ///< one line for the operator; from one thread at a time
};

/// Brings the files of every used package into the cache and writes the lock file. What the lock file names and the
/// cache holds is not fetched again; without anything to fetch no network is needed. A file of the operator's own that
/// changed is taken anew, and that is said. Blocks.
/// Errors name the package and its place in top_config; what was fetched before one stays in the cache.
[[nodiscard]] Result<PackageLock> fetchPackages(const TopConfig &config, const PackageCache &cache,
                                                ProcessRunner &runner, const FetchOptions &options);

/// The lock for \a config where all is in the cache already. Invalid "fetch.missing", and "fetch.changed" where a file
/// of the operator's own is another one by now: run get_packages.
[[nodiscard]] Result<PackageLock> lockedPackages(const TopConfig &config, const PackageCache &cache,
                                                 const QString &lockFile);

} // namespace cid
