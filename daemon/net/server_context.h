// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core.h"
#include "daemon/net/authority.h"
#include "daemon/net/build_relay.h"
#include "daemon/net/capture_desk.h"
#include "daemon/net/document_vault.h"
#include "daemon/net/shared_rounds.h"

namespace cid {

/// What sessions need of the daemon around them. Lives on the main thread, outlives the sessions.
struct ServerContext
{
    Core &core;
    StoreClient &store;
    Authority &authority;
    ImageDesk &images;
    CaptureDesk &captures;
    DocumentVault &documents;
    BuildRelay &builds;
    /// A host list in any dialect, groups included.
    std::function<Result<QStringList>(const QString &hosts)> expandHosts;
    /// Reads all configuration files and images anew; changes nothing where one of the files is wrong. Answers when
    /// that is in force.
    std::function<void(const SharedRounds::Done &done)> reload;
    /// Writes node_db and reads it again; another file that is wrong by now does not matter.
    std::function<Status(const QList<std::pair<NodeName, QStringList>> &machines)> adopt;
    /// Reads again what a document that was saved holds, and nothing else. Images may take a while from then on.
    std::function<Status(const QString &document)> readAgain;
    /// Looks at a machine's power or switches it; whoever may order that has been asked. Answers once, perhaps inside
    /// the call. Errors as PowerControl::run() says.
    std::function<void(const NodeName &node, PowerAct act, const std::function<void(const Result<PowerState> &)> &done)>
        switchPower;
    /// Calls once what was read again is in force.
    std::function<void(const std::function<void()> &then)> whenInForce;
};

} // namespace cid
