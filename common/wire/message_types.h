// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/message.h"

// The number of each message on the wire (key 0 of its map). Never changed and never used again; 256 are possible.
namespace cid::wire {

/// A message's number and its name for logs.
struct TypeInfo
{
    int number = 0;
    const char *name = nullptr;
};

template <class T> inline constexpr TypeInfo typeInfo{};

// Handshake and replies.
template <> inline constexpr TypeInfo typeInfo<ServerHello>{1, "ServerHello"};
template <> inline constexpr TypeInfo typeInfo<Proof>{2, "Proof"};
template <> inline constexpr TypeInfo typeInfo<Welcome>{3, "Welcome"};
template <> inline constexpr TypeInfo typeInfo<ErrorReply>{4, "ErrorReply"};
template <> inline constexpr TypeInfo typeInfo<OkReply>{5, "OkReply"};
template <> inline constexpr TypeInfo typeInfo<Ping>{6, "Ping"};
template <> inline constexpr TypeInfo typeInfo<Pong>{7, "Pong"};

// Nodes.
template <> inline constexpr TypeInfo typeInfo<EnrolRequest>{16, "EnrolRequest"};
template <> inline constexpr TypeInfo typeInfo<Enrolled>{17, "Enrolled"};
template <> inline constexpr TypeInfo typeInfo<NodeReport>{18, "NodeReport"};
template <> inline constexpr TypeInfo typeInfo<StageReport>{19, "StageReport"};
template <> inline constexpr TypeInfo typeInfo<ProgressReport>{20, "ProgressReport"};
template <> inline constexpr TypeInfo typeInfo<LogReport>{21, "LogReport"};
template <> inline constexpr TypeInfo typeInfo<FailureReport>{22, "FailureReport"};
template <> inline constexpr TypeInfo typeInfo<OrderMessage>{23, "OrderMessage"};
template <> inline constexpr TypeInfo typeInfo<CancelOrder>{24, "CancelOrder"};
template <> inline constexpr TypeInfo typeInfo<Probe>{25, "Probe"};
template <> inline constexpr TypeInfo typeInfo<ReadyCheck>{26, "ReadyCheck"};
template <> inline constexpr TypeInfo typeInfo<ReadyReport>{27, "ReadyReport"};

// Bulk data.
template <> inline constexpr TypeInfo typeInfo<ManifestRequest>{32, "ManifestRequest"};
template <> inline constexpr TypeInfo typeInfo<ManifestPart>{33, "ManifestPart"};
template <> inline constexpr TypeInfo typeInfo<ChunkRequest>{34, "ChunkRequest"};
template <> inline constexpr TypeInfo typeInfo<Chunk>{35, "Chunk"};
template <> inline constexpr TypeInfo typeInfo<OverlayRequest>{36, "OverlayRequest"};
template <> inline constexpr TypeInfo typeInfo<OverlayPart>{37, "OverlayPart"};
template <> inline constexpr TypeInfo typeInfo<BlancmangeRequest>{38, "BlancmangeRequest"};
template <> inline constexpr TypeInfo typeInfo<BlancmangePart>{39, "BlancmangePart"};

// Clients.
template <> inline constexpr TypeInfo typeInfo<DeployRequest>{48, "DeployRequest"};
template <> inline constexpr TypeInfo typeInfo<DeployReply>{49, "DeployReply"};
template <> inline constexpr TypeInfo typeInfo<WatchJobRequest>{50, "WatchJobRequest"};
template <> inline constexpr TypeInfo typeInfo<JobUpdate>{51, "JobUpdate"};
template <> inline constexpr TypeInfo typeInfo<CancelJobRequest>{52, "CancelJobRequest"};
template <> inline constexpr TypeInfo typeInfo<NodesRequest>{53, "NodesRequest"};
template <> inline constexpr TypeInfo typeInfo<NodesReply>{54, "NodesReply"};
template <> inline constexpr TypeInfo typeInfo<NodeDetailRequest>{55, "NodeDetailRequest"};
template <> inline constexpr TypeInfo typeInfo<NodeDetail>{56, "NodeDetail"};
template <> inline constexpr TypeInfo typeInfo<ImagesRequest>{57, "ImagesRequest"};
template <> inline constexpr TypeInfo typeInfo<ImagesReply>{58, "ImagesReply"};
template <> inline constexpr TypeInfo typeInfo<JobsRequest>{59, "JobsRequest"};
template <> inline constexpr TypeInfo typeInfo<JobsReply>{60, "JobsReply"};
template <> inline constexpr TypeInfo typeInfo<EventsRequest>{61, "EventsRequest"};
template <> inline constexpr TypeInfo typeInfo<EventsReply>{62, "EventsReply"};
template <> inline constexpr TypeInfo typeInfo<DiscoveredRequest>{63, "DiscoveredRequest"};
template <> inline constexpr TypeInfo typeInfo<DiscoveredReply>{64, "DiscoveredReply"};
template <> inline constexpr TypeInfo typeInfo<AdoptRequest>{65, "AdoptRequest"};
template <> inline constexpr TypeInfo typeInfo<AdoptReply>{66, "AdoptReply"};
template <> inline constexpr TypeInfo typeInfo<PlanRequest>{67, "PlanRequest"};
template <> inline constexpr TypeInfo typeInfo<PlanReply>{68, "PlanReply"};
template <> inline constexpr TypeInfo typeInfo<ReloadRequest>{69, "ReloadRequest"};
template <> inline constexpr TypeInfo typeInfo<WipeRequest>{70, "WipeRequest"};
template <> inline constexpr TypeInfo typeInfo<JobNodesRequest>{91, "JobNodesRequest"};
template <> inline constexpr TypeInfo typeInfo<JobNodesReply>{92, "JobNodesReply"};
template <> inline constexpr TypeInfo typeInfo<HostsPart>{93, "HostsPart"};

// Who may do what to which node.
template <> inline constexpr TypeInfo typeInfo<PermissionsRequest>{71, "PermissionsRequest"};
template <> inline constexpr TypeInfo typeInfo<PermissionsReply>{72, "PermissionsReply"};
template <> inline constexpr TypeInfo typeInfo<WithdrawRequest>{73, "WithdrawRequest"};
template <> inline constexpr TypeInfo typeInfo<HoldsRequest>{74, "HoldsRequest"};
template <> inline constexpr TypeInfo typeInfo<HoldsReply>{75, "HoldsReply"};
template <> inline constexpr TypeInfo typeInfo<ReleaseRequest>{76, "ReleaseRequest"};
template <> inline constexpr TypeInfo typeInfo<BreakHoldsRequest>{77, "BreakHoldsRequest"};
template <> inline constexpr TypeInfo typeInfo<ReenrolRequest>{78, "ReenrolRequest"};
template <> inline constexpr TypeInfo typeInfo<TrustRequest>{79, "TrustRequest"};
template <> inline constexpr TypeInfo typeInfo<PowerRequest>{94, "PowerRequest"};
template <> inline constexpr TypeInfo typeInfo<PowerReply>{95, "PowerReply"};

// The catalogue.
template <> inline constexpr TypeInfo typeInfo<ImageAddRequest>{80, "ImageAddRequest"};
template <> inline constexpr TypeInfo typeInfo<ImageVerifyRequest>{81, "ImageVerifyRequest"};
template <> inline constexpr TypeInfo typeInfo<TaskUpdate>{82, "TaskUpdate"};
template <> inline constexpr TypeInfo typeInfo<ImageRemoveRequest>{83, "ImageRemoveRequest"};
template <> inline constexpr TypeInfo typeInfo<ImageShowRequest>{84, "ImageShowRequest"};
template <> inline constexpr TypeInfo typeInfo<ImageDetail>{85, "ImageDetail"};
template <> inline constexpr TypeInfo typeInfo<ImageFilesRequest>{86, "ImageFilesRequest"};
template <> inline constexpr TypeInfo typeInfo<ImageFilesReply>{87, "ImageFilesReply"};
template <> inline constexpr TypeInfo typeInfo<ImageDiffRequest>{88, "ImageDiffRequest"};
template <> inline constexpr TypeInfo typeInfo<ImageDiffReply>{89, "ImageDiffReply"};
template <> inline constexpr TypeInfo typeInfo<CaptureRequest>{90, "CaptureRequest"};

// A node's root becomes an image.
template <> inline constexpr TypeInfo typeInfo<CaptureOrder>{28, "CaptureOrder"};
template <> inline constexpr TypeInfo typeInfo<CaptureProgress>{29, "CaptureProgress"};
template <> inline constexpr TypeInfo typeInfo<CaptureEnd>{30, "CaptureEnd"};
template <> inline constexpr TypeInfo typeInfo<CancelCapture>{31, "CancelCapture"};
template <> inline constexpr TypeInfo typeInfo<CapturePart>{45, "CapturePart"};

// Documents.
template <> inline constexpr TypeInfo typeInfo<DocumentRequest>{100, "DocumentRequest"};
template <> inline constexpr TypeInfo typeInfo<DocumentReply>{101, "DocumentReply"};
template <> inline constexpr TypeInfo typeInfo<DocumentCheckRequest>{102, "DocumentCheckRequest"};
template <> inline constexpr TypeInfo typeInfo<DocumentCheckReply>{103, "DocumentCheckReply"};
template <> inline constexpr TypeInfo typeInfo<DocumentSaveRequest>{104, "DocumentSaveRequest"};
template <> inline constexpr TypeInfo typeInfo<DocumentSaveReply>{105, "DocumentSaveReply"};

// Builds.
template <> inline constexpr TypeInfo typeInfo<BuildRequest>{108, "BuildRequest"};
template <> inline constexpr TypeInfo typeInfo<BuildReply>{109, "BuildReply"};
template <> inline constexpr TypeInfo typeInfo<BuildsRequest>{110, "BuildsRequest"};
template <> inline constexpr TypeInfo typeInfo<BuildsReply>{111, "BuildsReply"};
template <> inline constexpr TypeInfo typeInfo<WatchBuildRequest>{112, "WatchBuildRequest"};
template <> inline constexpr TypeInfo typeInfo<BuildUpdate>{113, "BuildUpdate"};
template <> inline constexpr TypeInfo typeInfo<CancelBuildRequest>{114, "CancelBuildRequest"};
template <> inline constexpr TypeInfo typeInfo<BuildPlaceRequest>{115, "BuildPlaceRequest"};
template <> inline constexpr TypeInfo typeInfo<BuildPlaceReply>{116, "BuildPlaceReply"};

} // namespace cid::wire
