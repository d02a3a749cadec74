// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/build_messages.h"
#include "common/wire/capture_messages.h"
#include "common/wire/client_messages.h"
#include "common/wire/document_messages.h"
#include "common/wire/handshake_messages.h"
#include "common/wire/image_messages.h"
#include "common/wire/node_messages.h"
#include "common/wire/power_messages.h"
#include "common/wire/rights_messages.h"

#include <variant>

namespace cid {

/// Every type of message of the protocol. The type numbers on the wire stand in message_types.h and never change.
using AnyMessage = std::variant<
    // handshake and replies
    ServerHello, Proof, Welcome, ErrorReply, OkReply, Ping, Pong,
    // nodes
    EnrolRequest, Enrolled, NodeReport, StageReport, ProgressReport, LogReport, FailureReport, OrderMessage,
    CancelOrder, Probe, ReadyCheck, ReadyReport,
    // bulk data
    ManifestRequest, ManifestPart, ChunkRequest, Chunk, OverlayRequest, OverlayPart, BlancmangeRequest, BlancmangePart,
    // clients
    DeployRequest, DeployReply, WatchJobRequest, JobUpdate, CancelJobRequest, NodesRequest, NodesReply,
    NodeDetailRequest, NodeDetail, ImagesRequest, ImagesReply, JobsRequest, JobsReply, JobNodesRequest, JobNodesReply,
    HostsPart, EventsRequest, EventsReply, DiscoveredRequest, DiscoveredReply, AdoptRequest, AdoptReply, PlanRequest,
    PlanReply, ReloadRequest, WipeRequest,
    // who may do what to which node
    PermissionsRequest, PermissionsReply, WithdrawRequest, HoldsRequest, HoldsReply, ReleaseRequest, BreakHoldsRequest,
    ReenrolRequest, TrustRequest, PowerRequest, PowerReply,
    // the catalogue
    ImageAddRequest, ImageVerifyRequest, TaskUpdate, ImageRemoveRequest, ImageShowRequest, ImageDetail,
    ImageFilesRequest, ImageFilesReply, ImageDiffRequest, ImageDiffReply,
    // a node's root becomes an image
    CaptureRequest, CaptureOrder, CaptureProgress, CaptureEnd, CancelCapture, CapturePart,
    // documents
    DocumentRequest, DocumentReply, DocumentCheckRequest, DocumentCheckReply, DocumentSaveRequest, DocumentSaveReply,
    // builds
    BuildRequest, BuildReply, BuildsRequest, BuildsReply, WatchBuildRequest, BuildUpdate, CancelBuildRequest,
    BuildPlaceRequest, BuildPlaceReply>;

template <class T, class Variant> inline constexpr bool isOneOf = false;
template <class T, class... Types>
inline constexpr bool isOneOf<T, std::variant<Types...>> = (std::is_same_v<T, Types> || ...);

/// A message. What every user of one needs, to copy, move and destroy it, is compiled once, in message.cpp: for nearly
/// a hundred types that is more than most of the sources that pass messages on.
class Message : public AnyMessage
{
public:
    Message() noexcept;
    template <class T>
        requires isOneOf<std::remove_cvref_t<T>, AnyMessage>
    Message(T &&value) // NOLINT(google-explicit-constructor): each of its types is a message.
        : AnyMessage(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(value))
    { }
    Message(const Message &other);
    Message(Message &&other) noexcept;
    Message &operator=(const Message &other);
    Message &operator=(Message &&other) noexcept;
    ~Message();

    bool operator==(const Message &other) const;
};

/// A message with the number of the request that it is or answers; 0 for messages that nobody answers.
struct Envelope
{
    quint32 request = 0;
    Message message;
    bool operator==(const Envelope &) const = default;
};

/// std::visit(Overloaded{...}, message)
template <class... Handlers> struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template <class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace cid
