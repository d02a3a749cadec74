// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What cidkid says to the guard of its machine's start (guard.cpp): datagrams of root's on an abstract socket, which
// needs no file and outlives every change of the root. No Qt here: the guard is compiled without it.
namespace cid {

inline constexpr char guardSocket[] = "cid-guard";
inline constexpr char guardHello[] = "here"; ///< a cidkid runs that will confirm the start
inline constexpr char guardConfirmed[] = "confirmed"; ///< cidd accepted what runs: the guard ends

} // namespace cid
