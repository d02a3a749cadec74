// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every cap of the image format. IMAGE-FORMAT.md names them, so a change here is a change there.
namespace cid::image {

constexpr qsizetype maxChunkData = 256 * 1024; ///< uncompressed bytes of one member
constexpr qsizetype maxChunkPacked = 320 * 1024; ///< its bytes in the file, header and trailer included
constexpr qsizetype maxManifest = 1024 * 1024 * 1024;
constexpr qsizetype maxChunks = 64 * 1024 * 1024;
constexpr qsizetype maxEntries = 64 * 1024 * 1024;
constexpr qsizetype maxPath = 64 * 1024; ///< bytes of a path or a link's target
constexpr qsizetype maxSignatures = 4 * 1024; ///< of the signature file, about twenty lines
constexpr qint64 maxLookedInto = 64 * 1024 * 1024; ///< bytes of package databases and heads of programs, together
constexpr qsizetype maxPackages = 256 * 1024; ///< that are listed of one image
/// Of the flags that FS_IOC_GETFLAGS shows: immutable, append only, no dump, no atime. The others are the file
/// system's.
constexpr quint32 keptFileFlags = 0x10 | 0x20 | 0x40 | 0x80;
/// Those of them that are compared: without the last one, which says that reading leaves no trace.
constexpr quint32 comparedFileFlags = 0x10 | 0x20 | 0x40;
/// Of the paths, one in this many begins a member of its own, so that later members do not move with earlier files.
constexpr quint64 cutOneIn = 64;

} // namespace cid::image
