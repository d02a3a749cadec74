// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/boot/init_system.h"
#include "kid/personality/root_files.h"

namespace cid {

/// What configures the network in an image.
enum class NetworkSystem : quint8 {
    None,
    Netplan,
    IfUpDown, ///< /etc/network/interfaces as Debian's ifupdown reads it
    IfUpDownNg, ///< the same file as ifupdown-ng and busybox read it: they know no hardware addresses
    NetworkManager,
    Networkd,
    Wicked,
    IfCfg, ///< Red Hat's network-scripts
    Other, ///< one that notP does not write for
};

struct NetworkChoice
{
    NetworkSystem system = NetworkSystem::None;
    QByteArray name; ///< of its service; of Other the program
    bool isEnabled = false; ///< the image starts it
};

/// Of those that the image starts the first one, in this order, else the first one that it has:
///  1. netplan, wherever it is: it writes for the ones below;
///  2. ifupdown, where /etc/network/interfaces speaks of more than lo: NetworkManager leaves alone what stands there;
///  3. NetworkManager, which takes every card that is there;
///  4. systemd-networkd;
///  5. wicked;
///  6. Red Hat's network-scripts;
///  7. ifupdown, ifupdown-ng, busybox' ifup;
///  8. others (dhcpcd, ConnMan, netifrc), where one is started.
/// Looks at files alone.
[[nodiscard]] NetworkChoice networkSystemOf(const RootFiles &files, InitSystem init);

[[nodiscard]] QLatin1StringView networkSystemName(NetworkSystem system);

/// Whether the image itself configures a card by that system, or more than cards.
[[nodiscard]] bool configuresItself(const RootFiles &files, NetworkSystem system);

} // namespace cid
