// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/personality/network_system.h"
#include "kid/personality/network_wish.h"

namespace cid {

/// The files that make a network system do what node_db says. Each is wholly notP's and begins with ownMark; they have
/// names of their own, which sort in front of those that images have. Not for ifupdown, see InterfacesFile. Pure.
[[nodiscard]] QList<OverlayFile> networkFilesFor(NetworkSystem system, const NetworkWish &wish);

/// Gives the card a name of its own, for systems that know no hardware addresses.
[[nodiscard]] OverlayFile cardNameRule(const NetworkWish &wish);
constexpr char cardName[] = "cid0";

/// resolv.conf with the name servers, and whatever else \a before says.
[[nodiscard]] OverlayFile resolverFile(const NetworkWish &wish, const QByteArray &before);

/// What makes systemd start the unit of a system that the image has and does not start.
[[nodiscard]] OverlayFile startOf(const QByteArray &unit);

/// All paths that these functions write, but resolv.conf's.
[[nodiscard]] QByteArrayList networkPaths();

constexpr char resolverPath[] = "etc/resolv.conf";

} // namespace cid
