// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/client_messages.h"
#include "common/wire/domain_fields.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <> inline constexpr auto fields<DiskName> = std::tuple{field<0>(&DiskName::node), field<1>(&DiskName::serial)};

template <>
inline constexpr auto fields<DeployRequest> =
    std::tuple{field<2>(&DeployRequest::job),       field<3>(&DeployRequest::hosts),
               field<4>(&DeployRequest::image),     field<5>(&DeployRequest::timeoutMs),
               field<6>(&DeployRequest::reinstall), field<7>(&DeployRequest::parts),
               field<8>(&DeployRequest::wipes),     field<9>(&DeployRequest::take)};

template <>
inline constexpr auto fields<DeployReply> =
    std::tuple{field<2>(&DeployReply::job), field<3>(&DeployReply::deployments), field<4>(&DeployReply::reattached),
               field<5>(&DeployReply::more)};

template <>
inline constexpr auto fields<WatchJobRequest> =
    std::tuple{field<2>(&WatchJobRequest::job), field<3>(&WatchJobRequest::parts)};

template <>
inline constexpr auto fields<JobUpdate> =
    std::tuple{field<2>(&JobUpdate::job), field<3>(&JobUpdate::nodes), field<4>(&JobUpdate::deployments)};

template <> inline constexpr auto fields<CancelJobRequest> = std::tuple{field<2>(&CancelJobRequest::job)};

template <>
inline constexpr auto fields<NodesRequest> =
    std::tuple{field<2>(&NodesRequest::hosts), field<3>(&NodesRequest::follow)};

template <>
inline constexpr auto fields<NodesReply> = std::tuple{field<2>(&NodesReply::nodes), field<3>(&NodesReply::removed),
                                                      field<4>(&NodesReply::first), field<5>(&NodesReply::complete)};

template <>
inline constexpr auto fields<NodeDetailRequest> =
    std::tuple{field<2>(&NodeDetailRequest::node), field<3>(&NodeDetailRequest::parts)};

template <>
inline constexpr auto fields<NodeDetail> =
    std::tuple{field<2>(&NodeDetail::status),       field<3>(&NodeDetail::definition), field<4>(&NodeDetail::inventory),
               field<5>(&NodeDetail::deployments),  field<6>(&NodeDetail::events),     field<7>(&NodeDetail::log),
               field<8>(&NodeDetail::slotContents), field<9>(&NodeDetail::more)};

template <> inline constexpr auto fields<ImagesRequest> = std::tuple{field<2>(&ImagesRequest::parts)};

template <>
inline constexpr auto fields<ImagesReply> =
    std::tuple{field<2>(&ImagesReply::definitions), field<3>(&ImagesReply::images), field<4>(&ImagesReply::problems),
               field<5>(&ImagesReply::more)};

template <>
inline constexpr auto fields<JobsRequest> =
    std::tuple{field<2>(&JobsRequest::limit), field<3>(&JobsRequest::activeOnly), field<4>(&JobsRequest::parts)};

template <>
inline constexpr auto fields<JobsReply> = std::tuple{field<2>(&JobsReply::jobs), field<3>(&JobsReply::more)};

template <> inline constexpr auto fields<JobNodesRequest> = std::tuple{field<2>(&JobNodesRequest::job)};

template <>
inline constexpr auto fields<JobNodesReply> =
    std::tuple{field<2>(&JobNodesReply::hosts), field<3>(&JobNodesReply::more)};

template <> inline constexpr auto fields<HostsPart> = std::tuple{field<2>(&HostsPart::text)};

template <>
inline constexpr auto fields<EventsRequest> =
    std::tuple{field<2>(&EventsRequest::after), field<3>(&EventsRequest::node),   field<4>(&EventsRequest::job),
               field<5>(&EventsRequest::limit), field<6>(&EventsRequest::follow), field<7>(&EventsRequest::what),
               field<8>(&EventsRequest::parts)};

template <>
inline constexpr auto fields<EventsReply> = std::tuple{field<2>(&EventsReply::events), field<3>(&EventsReply::more)};

template <> inline constexpr auto fields<DiscoveredRequest> = std::tuple{field<2>(&DiscoveredRequest::parts)};

template <>
inline constexpr auto fields<DiscoveredReply> =
    std::tuple{field<2>(&DiscoveredReply::machines), field<3>(&DiscoveredReply::more)};

template <>
inline constexpr auto fields<AdoptRequest> =
    std::tuple{field<2>(&AdoptRequest::hosts), field<3>(&AdoptRequest::macs), field<4>(&AdoptRequest::dryRun),
               field<5>(&AdoptRequest::parts)};

template <> inline constexpr auto fields<Adoption> = std::tuple{field<0>(&Adoption::node), field<1>(&Adoption::macs)};

template <>
inline constexpr auto fields<AdoptReply> = std::tuple{field<2>(&AdoptReply::adoptions), field<3>(&AdoptReply::more)};

template <>
inline constexpr auto fields<PlanRequest> =
    std::tuple{field<2>(&PlanRequest::hosts), field<3>(&PlanRequest::image), field<4>(&PlanRequest::reinstall),
               field<5>(&PlanRequest::parts), field<6>(&PlanRequest::take)};

template <>
inline constexpr auto fields<PlanDisk> =
    std::tuple{field<0>(&PlanDisk::disk), field<1>(&PlanDisk::whole), field<2>(&PlanDisk::problem)};

template <>
inline constexpr auto fields<PlanRow> =
    std::tuple{field<0>(&PlanRow::node), field<1>(&PlanRow::eligible), field<2>(&PlanRow::action),
               field<3>(&PlanRow::reason), field<5>(&PlanRow::writes)}; // 4 was a text

template <>
inline constexpr auto fields<PlanReply> =
    std::tuple{field<2>(&PlanReply::image), field<3>(&PlanReply::rows), field<4>(&PlanReply::kept),
               field<5>(&PlanReply::disks), field<6>(&PlanReply::more)};

template <> inline constexpr auto fields<ReloadRequest> = std::tuple{};

template <>
inline constexpr auto fields<WipeRequest> = std::tuple{field<2>(&WipeRequest::node), field<3>(&WipeRequest::serial),
                                                       field<4>(&WipeRequest::job), field<5>(&WipeRequest::seconds)};

} // namespace cid::wire
