// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

// Who may do what to which node, until when.
namespace cid {

/// What may be erased where. Answered by PermissionsReply.
struct PermissionsRequest
{
    bool parts = false; ///< the asker takes the answer in parts
    bool operator==(const PermissionsRequest &) const = default;
};

struct PermissionsReply
{
    QList<Permission> permissions; ///< by node
    bool more = false; ///< another part follows
    bool operator==(const PermissionsReply &) const = default;
};

/// All permissions of those nodes end. Answered by OkReply.
struct WithdrawRequest
{
    QString hosts;
    bool operator==(const WithdrawRequest &) const = default;
};

/// Which job keeps which node. Answered by HoldsReply.
struct HoldsRequest
{
    bool parts = false; ///< the asker takes the answer in parts
    bool operator==(const HoldsRequest &) const = default;
};

struct HoldsReply
{
    QList<Hold> holds; ///< by node
    bool more = false; ///< another part follows
    bool operator==(const HoldsReply &) const = default;
};

/// The job lets go of its nodes. Answered by OkReply, also where it holds none.
struct ReleaseRequest
{
    JobId job;
    bool operator==(const ReleaseRequest &) const = default;
};

/// Whoever holds those nodes holds them no more. Answered by OkReply.
struct BreakHoldsRequest
{
    QString hosts;
    bool operator==(const BreakHoldsRequest &) const = default;
};

/// Machines that have lost their keys may ask for those nodes' next ones, for a while. Answered by OkReply.
struct ReenrolRequest
{
    QString hosts;
    bool operator==(const ReenrolRequest &) const = default;
};

/// The machines that hold those nodes' keys are the right ones: they get the secret overlays, too. Answered by OkReply.
struct TrustRequest
{
    QString hosts;
    bool operator==(const TrustRequest &) const = default;
};

} // namespace cid
