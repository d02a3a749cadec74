// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/boot_answer.h"

namespace cid {

namespace {

// Between SelfInstall and the reboot the loader was written; before it the disk does not boot.
bool isDiskComplete(NodeState state)
{
    switch (state) {
    case NodeState::RebootingToDisk:
    case NodeState::Blancmange:
    case NodeState::Installing:
    case NodeState::Configuring:
    case NodeState::BootLoader:
    case NodeState::RebootingToImage:
    case NodeState::Running:
    case NodeState::Armed:
    case NodeState::RebootingToBlancmange:
    case NodeState::RebootingSwitch:
    case NodeState::Starting:
        return true;
    default:
        return false;
    }
}

// Machines that start at once and meet a busy server try again at different moments, seconds apart.
constexpr char blancmange[] = ":blancmange\n"
                              "kernel /boot/vmlinuz initrd=blancmange-initramfs.gz cid.blancmange=ram "
                              "BOOTIF=01-${netX/mac:hexhyp}%APPEND% || goto again\n"
                              "initrd /boot/blancmange-initramfs.gz || goto again\n"
                              "boot || goto again\n"
                              ":again\n"
                              "imgfree\n"
                              "iseq ${tries:int32} 5 && exit ||\n"
                              "inc tries\n"
                              "sleep ${tries}\n"
                              "sleep ${tries}\n"
                              "goto blancmange\n";

// A disk that does not boot after all leads to Blancmange. Under UEFI our GRUB finds the disk's partition by its label;
// where it cannot be loaded, the firmware's next entry is all that is left.
constexpr char disk[] = "iseq ${platform} efi && goto efi ||\n"
                        "sanboot --no-describe --drive 0x80 || goto blancmange\n"
                        ":efi\n"
                        "chain --autofree /boot/grubx64.efi ||\n"
                        "exit\n";

} // namespace

BootFrom bootFrom(const NodeRecord *node, bool reinstall)
{
    if (!node || reinstall)
        return BootFrom::Network;
    const bool isAside = node->facts.state == NodeState::Failed || node->facts.state == NodeState::Lost;
    return isDiskComplete(isAside ? node->facts.failure.stage : node->facts.state) ? BootFrom::Disk : BootFrom::Network;
}

QByteArray bootScript(BootFrom from, const QString &append)
{
    const QByteArray words = append.isEmpty() ? QByteArray() : ' ' + append.toUtf8();
    const QByteArray network = QByteArray(blancmange).replace("%APPEND%", words);
    return "#!ipxe\n" + (from == BootFrom::Disk ? QByteArray(disk) + network : network);
}

} // namespace cid
