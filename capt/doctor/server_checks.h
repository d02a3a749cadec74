// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/doctor/finding.h"
#include "common/client/cid_client.h"

// What cidd's answers tell. Pure.
namespace cid::doctor {

/// Why nobody could be asked; \a server is what cid.conf names.
[[nodiscard]] CheckedPart checkConnection(const Error &error, const QString &server);
[[nodiscard]] CheckedPart checkImages(const ImagesReply &images);
[[nodiscard]] CheckedPart checkNodes(const QList<NodeStatus> &nodes);
[[nodiscard]] CheckedPart checkDiscovered(const QList<DiscoveredMachine> &machines);
[[nodiscard]] CheckedPart checkPower(const QList<PowerRow> &rows);
/// One node's whole chain. \a images are those that its image may be of.
[[nodiscard]] CheckedPart checkNode(const NodeDetail &node, const ImagesReply &images);

} // namespace cid::doctor
