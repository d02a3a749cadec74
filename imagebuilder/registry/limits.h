// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

// Every cap of what is fetched from registries.
namespace cid::registry {

/// Bytes of a manifest or an index: registries take no larger ones.
constexpr qint64 maxManifest = 4 * 1024 * 1024;
constexpr qint64 maxConfiguration = 16 * 1024 * 1024;
constexpr qint64 maxToken = 1024 * 1024;
constexpr qsizetype maxLayers = 1'000;
/// Indexes that name indexes.
constexpr int maxIndexes = 4;
/// Layers that are fetched at one time.
constexpr int layersAtOnce = 4;
/// Redirections that one question follows.
constexpr int maxMoves = 5;
/// How long a connection may be silent, and how often a part is asked for again, each time after a longer while.
constexpr std::chrono::milliseconds silence{60'000};
constexpr int maxTries = 6;
constexpr std::chrono::milliseconds firstWait{500};
/// How often it is said how far it is, and looked whether somebody wants it to stop.
constexpr std::chrono::milliseconds tellEvery{5'000};
constexpr std::chrono::milliseconds lookEvery{200};

} // namespace cid::registry
