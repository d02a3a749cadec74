// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/pool_task.h"

#include <QThreadPool>

#include <openssl/crypto.h>

namespace cid {

void startOnPool(QThreadPool &pool, std::function<void()> task)
{
    pool.start([task = std::move(task)]() mutable {
        task();
        task = nullptr; // What it holds may be OpenSSL's, too.
        OPENSSL_thread_stop();
    });
}

} // namespace cid
