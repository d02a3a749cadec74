// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QString>

#include <atomic>
#include <memory>

namespace cid {

/// A request to stop that many hands can hold: copies share one flag. Safe from any thread; once set it stays set.
class CancelToken
{
public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic_bool>(false))
    { }

    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }

    /// Cancelled "job.cancelled" once cancel() was called.
    [[nodiscard]] Status check() const
    {
        if (isCancelled())
            return fail(makeError(ErrorKind::Cancelled, "job.cancelled", QStringLiteral("stopped on request")));
        return {};
    }

private:
    std::shared_ptr<std::atomic_bool> m_flag;
};

} // namespace cid
