// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"

// The keys of top_config whose choices the loader needs, too.
namespace cid::topconfig {

constexpr KeyRule librariesRule{
    "libraries", ValueType::Choice,
    "how cidkid is linked: static on a Qt of its own, or shared with this machine's libraries", "static|shared"};
constexpr KeyRule methodRule{"method", ValueType::Choice, "where the address comes from", "dhcp|static"};
constexpr KeyRule shellRule{"shell", ValueType::Choice,
                            "whether consoles let root in: no, or login, which asks for root's password", "no|login"};
constexpr KeyRule layoutRule{"layout", ValueType::Choice, "how disks are divided",
                             "grub-msdos|grub-gpt|grub-gpt-bios|yaboot"};
constexpr KeyRule fileSystemRule{"fs", ValueType::Choice, "its file system", "ext4|xfs|none"};
constexpr KeyRule scriptRule{
    "script", ValueType::Choice,
    "where iPXE gets its script: the file boot.ipxe, or cidd, which knows what each node needs", "file|cidd"};
constexpr KeyRule fromRule{"from", ValueType::Choice, "where it comes from",
                           "debian-binary|debian-source|https|file|tree"};

} // namespace cid::topconfig
