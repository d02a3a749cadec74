// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every cap of the configuration files.
namespace cid::config {

constexpr qsizetype maxFile = 16 * 1024 * 1024; ///< bytes of one file
constexpr qsizetype maxLine = 64 * 1024; ///< bytes of one line
constexpr int maxIncludeDepth = 8;
constexpr qsizetype maxIncludes = 256; ///< files of one document
constexpr qsizetype maxErrors = 100; ///< that one check reports
constexpr qsizetype maxKeyName = 64; ///< characters of the name of a client's key
constexpr qsizetype maxHosts = 1'000'000; ///< names of one host list, also in between
constexpr qsizetype maxHostSteps = 2 * maxHosts; ///< names that one host list makes the program look at
constexpr qsizetype maxHostText = 4 * 1024 * 1024; ///< characters of one host list
constexpr qsizetype maxNameServers = 3; ///< of one node: resolv.conf(5) reads no more
constexpr qsizetype maxCardAddresses = 8; ///< of one card

} // namespace cid::config
