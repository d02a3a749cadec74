// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/personality/root_files.h"

namespace cid {

/// What an image still holds of the machine that it was made of.
struct StaleNetwork
{
    QByteArrayList profiles; ///< that name hardware addresses, and none of this machine's: udev's rules, units of
                             ///< systemd-networkd, netplan's files, NetworkManager's profiles, ifcfg files
    QByteArrayList leases; ///< of DHCP clients, and what they call themselves
};

/// Reads only. \a macs: all of this machine's.
[[nodiscard]] StaleNetwork staleNetworkIn(const RootFiles &files, const QByteArrayList &macs);

} // namespace cid
