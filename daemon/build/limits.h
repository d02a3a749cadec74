// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every cap of cid-build.
namespace cid::build {

constexpr qsizetype maxPackages = 500;
constexpr qsizetype maxExcludes = 200;
constexpr qsizetype maxPath = 4'096;
/// Bytes of one request. Its words come again in the build's command, and both have to fit into one message.
constexpr qsizetype maxRequest = 128 * 1024;
/// Bytes of one build's log; what comes after it is dropped, and the log says so.
constexpr qint64 maxLog = 64 * 1024 * 1024;
constexpr qsizetype maxLine = 4'096;
/// Lines of one update, and how often one is sent: what a slow reader can follow.
constexpr qsizetype linesPerUpdate = 500;
constexpr qint64 bytesPerUpdate = 256 * 1024;
constexpr int updateMs = 100;
/// Builds whose history and log are kept.
constexpr qsizetype keptBuilds = 200;
constexpr int buildsPerReply = 200;
/// Connections of cidd at once, and builds that one of them follows.
constexpr int maxConnections = 16;
constexpr qsizetype maxFollowed = 256;
/// From SIGTERM to SIGKILL.
constexpr int graceMs = 10'000;

} // namespace cid::build
