// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QThreadPool;

namespace cid {

/// Starts \a task on a thread of \a pool, and leaves nothing of OpenSSL's on that thread afterwards.
///
/// Qt calls a thread finished, and lets the program end, before the C library clears what belongs to the thread. If
/// OpenSSL closes down in between, its error queue of that thread (OPENSSL_thread_stop(3)) is never freed.
void startOnPool(QThreadPool &pool, std::function<void()> task);

} // namespace cid
