// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/config/cid_conf.h"
#include "common/wire/build_messages.h"

namespace cid {

/// The programs that builds run. Only the command line of cid-build names them.
struct BuildPrograms
{
    QString mkimg;
    QString blancmange;
    QString self; ///< cid-build, for publishing
};

/// What runs for a request: a program and its arguments, which no shell ever sees.
struct BuildPlan
{
    QString program;
    QStringList arguments;

    /// As a shell would have to be told.
    [[nodiscard]] QString command() const;
};

/// Holds a request against the rules and says what it runs. Errors as BuildRequest names them.
[[nodiscard]] Result<BuildPlan> planBuild(const BuildRequest &request, const CidConf &conf,
                                          const BuildPrograms &programs);

/// The folder with the results of Blancmange's last step.
[[nodiscard]] QString blancmangeOutput(const BuildConf &conf);
[[nodiscard]] QString blancmangeCache(const BuildConf &conf);

} // namespace cid
