// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/rights.h"
#include "common/wire/message_types.h"

#include <array>

namespace cid::wire {

/// A message that clients send and what their key must allow for it: any one of these.
struct MessageRight
{
    int number = 0;
    Rights anyOf;
};

template <class T> constexpr MessageRight needs(std::initializer_list<Right> anyOf)
{
    return {typeInfo<T>.number, Rights(anyOf)};
}

/// Every message that a client may send; no other is heard. Where a message can ask for more than its own right (a
/// reinstallation), its handler asks again; where it is about a job, others' jobs need Watch or an operator's key.
inline constexpr std::array messageRights{
    needs<DeployRequest>({Right::Deploy}),
    needs<WatchJobRequest>({Right::Watch, Right::Deploy}),
    needs<CancelJobRequest>({Right::Deploy}),
    needs<JobNodesRequest>({Right::Watch, Right::Deploy}),
    needs<NodesRequest>({Right::Watch}),
    needs<NodeDetailRequest>({Right::Watch}),
    needs<ImagesRequest>({Right::Watch}),
    needs<JobsRequest>({Right::Watch}),
    needs<EventsRequest>({Right::Watch}),
    needs<DiscoveredRequest>({Right::Watch}),
    needs<PlanRequest>({Right::Watch}),
    needs<ImageShowRequest>({Right::Watch}),
    needs<ImageFilesRequest>({Right::Watch}),
    needs<ImageDiffRequest>({Right::Watch}),
    needs<BuildsRequest>({Right::Watch, Right::Build}),
    needs<WatchBuildRequest>({Right::Watch, Right::Build}),
    needs<BuildPlaceRequest>({Right::Watch, Right::Build}),
    needs<PermissionsRequest>({Right::Watch, Right::Wipe}),
    needs<HoldsRequest>({Right::Watch, Right::Release}),
    needs<PowerRequest>({Right::Watch, Right::Power}), // who only watches may look
    needs<WipeRequest>({Right::Wipe}),
    needs<WithdrawRequest>({Right::Wipe}),
    needs<ReleaseRequest>({Right::Deploy, Right::Release}),
    needs<BreakHoldsRequest>({Right::Release}),
    needs<ReenrolRequest>({Right::Install}),
    needs<TrustRequest>({Right::Install}),
    needs<AdoptRequest>({Right::Edit}),
    needs<ReloadRequest>({Right::Edit}),
    needs<DocumentRequest>({Right::Edit}), // top_config may hold a password's hash
    needs<DocumentCheckRequest>({Right::Edit}),
    needs<DocumentSaveRequest>({Right::Edit}),
    needs<ImageAddRequest>({Right::Edit}),
    needs<ImageVerifyRequest>({Right::Edit}),
    needs<ImageRemoveRequest>({Right::Edit}),
    needs<BuildRequest>({Right::Build}),
    needs<CancelBuildRequest>({Right::Build}),
    needs<CaptureRequest>({Right::Build}),
};

/// True where a key with those rights may send that message.
[[nodiscard]] inline bool mayClientSend(Rights rights, const Message &message)
{
    const int number =
        std::visit([](const auto &one) { return typeInfo<std::decay_t<decltype(one)>>.number; }, message);
    for (const MessageRight &row : messageRights) {
        if (row.number == number)
            return rights.hasAny(row.anyOf);
    }
    return false;
}

} // namespace cid::wire
