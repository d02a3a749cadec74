// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"
#include "common/wire/field.h"

// The values inside messages. Keys count from 0. Times are milliseconds since the epoch.
namespace cid::wire {

template <> inline constexpr int enumCount<NodeState> = nodeStateCount;
template <> inline constexpr int enumCount<Firmware> = 4;
template <> inline constexpr int enumCount<SlotState> = 3;
template <> inline constexpr int enumCount<ImageKind> = 2;
template <> inline constexpr int enumCount<ReusePolicy> = 3;
template <> inline constexpr int enumCount<AgentSource> = 3;
template <> inline constexpr int enumCount<NetworkSource> = 2;
template <> inline constexpr int enumCount<InstallRule> = 2;
template <> inline constexpr int enumCount<DeployRule> = 3;
template <> inline constexpr int enumCount<DeploymentState> = 5;
template <> inline constexpr int enumCount<JobState> = 4;
template <> inline constexpr int enumCount<ErrorKind> = 10;
// The numbers are on the wire: a new state is added at the end, with a new protocol version.
static_assert(nodeStateCount == 19 && static_cast<int>(NodeState::Running) == 12);

template <>
inline constexpr auto fields<Error> =
    std::tuple{field<0>(&Error::kind), field<1>(&Error::code), field<2>(&Error::text), field<3>(&Error::arguments)};

template <>
inline constexpr auto fields<Disk> =
    std::tuple{field<0>(&Disk::path),       field<1>(&Disk::byId),       field<2>(&Disk::serial),
               field<3>(&Disk::wwn),        field<4>(&Disk::model),      field<5>(&Disk::size),
               field<6>(&Disk::removable),  field<7>(&Disk::signatures), field<8>(&Disk::ours),
               field<9>(&Disk::sectorSize), field<10>(&Disk::byPath),    field<11>(&Disk::recordId),
               field<12>(&Disk::owner),     field<13>(&Disk::doubt)};

template <>
inline constexpr auto fields<DiskIdentity> = std::tuple{field<0>(&DiskIdentity::serial), field<1>(&DiskIdentity::wwn),
                                                        field<2>(&DiskIdentity::byPath), field<3>(&DiskIdentity::size)};

template <>
inline constexpr auto fields<NetworkInterface> =
    std::tuple{field<0>(&NetworkInterface::name), field<1>(&NetworkInterface::mac)};

template <>
inline constexpr auto fields<Inventory> =
    std::tuple{field<0>(&Inventory::arch),      field<1>(&Inventory::cpuModel), field<2>(&Inventory::cpuThreads),
               field<3>(&Inventory::memory),    field<4>(&Inventory::firmware), field<5>(&Inventory::disks),
               field<6>(&Inventory::interfaces)};

// The version before knows keys 0 to 2 and tells of whole images alone.
template <>
inline constexpr auto fields<SlotContent> =
    std::tuple{field<0>(&SlotContent::partition), field<1>(&SlotContent::image),     field<2>(&SlotContent::digest),
               field<3>(&SlotContent::state),     field<4>(&SlotContent::disk),      field<5>(&SlotContent::size),
               field<6>(&SlotContent::isRunning), field<7>(&SlotContent::startsNext)};

template <>
inline constexpr auto fields<ImageDefinition> =
    std::tuple{field<0>(&ImageDefinition::name),           field<1>(&ImageDefinition::current),
               field<2>(&ImageDefinition::location),       field<3>(&ImageDefinition::kind),
               field<4>(&ImageDefinition::arch),           field<5>(&ImageDefinition::kernel),
               field<6>(&ImageDefinition::initrd),         field<7>(&ImageDefinition::append),
               field<8>(&ImageDefinition::rootFileSystem), field<9>(&ImageDefinition::reuse),
               field<10>(&ImageDefinition::keep),          field<11>(&ImageDefinition::requireSignature),
               field<12>(&ImageDefinition::mkfsOptions),   field<13>(&ImageDefinition::currentDigest),
               field<14>(&ImageDefinition::agent),         field<15>(&ImageDefinition::network),
               field<16>(&ImageDefinition::ready),         field<17>(&ImageDefinition::readyWithin)};

template <>
inline constexpr auto fields<CatalogueImage> = std::tuple{field<0>(&CatalogueImage::id),
                                                          field<1>(&CatalogueImage::digest),
                                                          field<2>(&CatalogueImage::packedSize),
                                                          field<3>(&CatalogueImage::unpackedSize),
                                                          field<4>(&CatalogueImage::entries),
                                                          field<5>(&CatalogueImage::chunks),
                                                          field<6>(&CatalogueImage::kind),
                                                          field<7>(&CatalogueImage::arch),
                                                          field<8>(&CatalogueImage::madeAt),
                                                          field<9>(&CatalogueImage::isCurrent),
                                                          field<10>(&CatalogueImage::signatures),
                                                          field<11>(&CatalogueImage::signedBy),
                                                          field<12>(&CatalogueImage::startProblem),
                                                          field<13>(&CatalogueImage::ownAgent),
                                                          field<14>(&CatalogueImage::inodes),
                                                          field<15>(&CatalogueImage::blocks)};

template <>
inline constexpr auto fields<NodeDefinition> =
    std::tuple{field<0>(&NodeDefinition::name),         field<1>(&NodeDefinition::macs),
               field<2>(&NodeDefinition::ip),           field<3>(&NodeDefinition::groups),
               field<4>(&NodeDefinition::diskSelector), field<5>(&NodeDefinition::layout),
               field<6>(&NodeDefinition::image),        field<7>(&NodeDefinition::boot),
               field<8>(&NodeDefinition::console),      field<9>(&NodeDefinition::arch),
               field<10>(&NodeDefinition::serial),      field<11>(&NodeDefinition::kind),
               field<12>(&NodeDefinition::install),     field<13>(&NodeDefinition::deploy),
               field<14>(&NodeDefinition::addresses),   field<15>(&NodeDefinition::gateways),
               field<16>(&NodeDefinition::nameServers), field<17>(&NodeDefinition::dhcp),
               field<18>(&NodeDefinition::power)};

template <>
inline constexpr auto fields<PartitionDefinition> =
    std::tuple{field<0>(&PartitionDefinition::name), field<1>(&PartitionDefinition::size),
               field<2>(&PartitionDefinition::fileSystem), field<3>(&PartitionDefinition::keep)};

template <>
inline constexpr auto fields<Progress> =
    std::tuple{field<0>(&Progress::fetched), field<1>(&Progress::written), field<2>(&Progress::total)};

template <>
inline constexpr auto fields<Failure> = std::tuple{field<0>(&Failure::stage), field<1>(&Failure::code),
                                                   field<2>(&Failure::reason), field<3>(&Failure::log)};

template <>
inline constexpr auto fields<NodeStatus> =
    std::tuple{field<0>(&NodeStatus::name),      field<1>(&NodeStatus::state),     field<2>(&NodeStatus::since),
               field<3>(&NodeStatus::lastSeen),  field<4>(&NodeStatus::connected), field<5>(&NodeStatus::address),
               field<6>(&NodeStatus::image),     field<7>(&NodeStatus::wanted),    field<8>(&NodeStatus::deployment),
               field<9>(&NodeStatus::job),       field<10>(&NodeStatus::attempt),  field<11>(&NodeStatus::progress),
               field<12>(&NodeStatus::drifted),  field<13>(&NodeStatus::failure),  field<14>(&NodeStatus::groups),
               field<15>(&NodeStatus::conflict), field<16>(&NodeStatus::inDoubt)};

template <>
inline constexpr auto fields<Deployment> =
    std::tuple{field<0>(&Deployment::id),          field<1>(&Deployment::job),      field<2>(&Deployment::node),
               field<3>(&Deployment::image),       field<4>(&Deployment::digest),   field<5>(&Deployment::nonce),
               field<6>(&Deployment::state),       field<7>(&Deployment::attempt),  field<8>(&Deployment::createdAt),
               field<9>(&Deployment::finishedAt),  field<10>(&Deployment::failure), field<11>(&Deployment::reinstall),
               field<12>(&Deployment::orderedAt),  field<13>(&Deployment::taken),   field<14>(&Deployment::failures),
               field<15>(&Deployment::powerCycles)};

template <>
inline constexpr auto fields<JobCounts> = std::tuple{field<0>(&JobCounts::nodes), field<1>(&JobCounts::open),
                                                     field<2>(&JobCounts::done), field<3>(&JobCounts::failed)};

template <>
inline constexpr auto fields<Job> =
    std::tuple{field<0>(&Job::id),        field<1>(&Job::owner),    field<2>(&Job::image),
               field<3>(&Job::resolved),  field<4>(&Job::nodes),    field<5>(&Job::state),
               field<6>(&Job::createdAt), field<7>(&Job::deadline), field<8>(&Job::finishedAt),
               field<9>(&Job::counts),    field<10>(&Job::hosts),   field<11>(&Job::byOperator)};

template <>
inline constexpr auto fields<Event> =
    std::tuple{field<0>(&Event::id),         field<1>(&Event::time),   field<2>(&Event::node), field<3>(&Event::job),
               field<4>(&Event::deployment), field<5>(&Event::what),   field<6>(&Event::from), field<7>(&Event::to),
               field<8>(&Event::duration),   field<9>(&Event::reason), field<10>(&Event::who)};

template <>
inline constexpr auto fields<DiscoveredMachine> =
    std::tuple{field<0>(&DiscoveredMachine::macs), field<1>(&DiscoveredMachine::address),
               field<2>(&DiscoveredMachine::inventory), field<3>(&DiscoveredMachine::firstSeen),
               field<4>(&DiscoveredMachine::lastSeen)};

template <>
inline constexpr auto fields<OverlayFile> =
    std::tuple{field<0>(&OverlayFile::path), field<1>(&OverlayFile::mode), field<2>(&OverlayFile::content)};

template <>
inline constexpr auto fields<DeployOrder> = std::tuple{
    field<0>(&DeployOrder::deployment),    field<1>(&DeployOrder::nonce),       field<2>(&DeployOrder::attempt),
    field<3>(&DeployOrder::image),         field<4>(&DeployOrder::digest),      field<5>(&DeployOrder::packedSize),
    field<6>(&DeployOrder::unpackedSize),  field<7>(&DeployOrder::definition),  field<8>(&DeployOrder::node),
    field<9>(&DeployOrder::partitions),    field<10>(&DeployOrder::wipeSerial), field<11>(&DeployOrder::reinstall),
    field<12>(&DeployOrder::signatures),   field<13>(&DeployOrder::owner),      field<14>(&DeployOrder::wipeDisk),
    field<15>(&DeployOrder::startProblem), field<16>(&DeployOrder::ownAgent),   field<17>(&DeployOrder::inodes),
    field<18>(&DeployOrder::blocks)};

} // namespace cid::wire
