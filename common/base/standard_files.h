// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cid {

/// What every program does first in main(), while it has one thread.
///
/// Standard input, output and error that the caller closed are filled with something that nobody can read or write:
/// otherwise the next socket or pipe would get the number 2, and what is said of an error would go to a peer.
///
/// At the end of the program, also where a library calls exit(), standard output is written and closed. What it did not
/// take is said on standard error, and the exit status is \a failure, whatever it would have been.
void guardStandardFiles(int failure = 1);

/// Another \a failure from now on: where the caller's words for exit statuses are known.
void setOutputFailure(int failure);

} // namespace cid
