// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/personality/network_files.h"

namespace cid {

/// Makes an image's network this node's: what an earlier deployment did is taken back, what is left of the machine that
/// the image was made of is put aside, and what node_db says is written for the system that the image starts. Where
/// node_db says nothing, an image that configures its cards itself goes on doing so. The files are borrowed.
class NetworkWriter
{
public:
    explicit NetworkWriter(const RootFiles &files)
        : m_files(files)
    { }

    /// Refused "network.none" where node_db says something and the image has nothing that could do it.
    [[nodiscard]] Status write(const NodeDefinition &node, const MachineCards &cards, InitSystem init) const;
    /// As if notP had never written anything.
    [[nodiscard]] Status withdraw() const;

private:
    [[nodiscard]] Status removeStale(const QByteArrayList &macs) const;
    [[nodiscard]] Status write(const NetworkWish &wish, const NetworkChoice &choice, InitSystem init) const;
    [[nodiscard]] Status writeInterfaces(const NetworkWish &wish, NetworkSystem system) const;
    /// Files of the image's that would configure the same card as well.
    [[nodiscard]] Status putRivalsAside(NetworkSystem system) const;
    [[nodiscard]] Status writeResolver(const NetworkWish &wish, NetworkSystem system, InitSystem init) const;
    [[nodiscard]] Status writeStart(const NetworkChoice &choice, InitSystem init) const;

    const RootFiles &m_files;
};

/// Tells cloud-init that it has nothing to do, where the image has it.
[[nodiscard]] Status quietCloudInit(const RootFiles &files);
constexpr char cloudOffPath[] = "etc/cloud/cloud-init.disabled";
constexpr char cloudNetworkPath[] = "etc/cloud/cloud.cfg.d/99-cid-network.cfg";

} // namespace cid
