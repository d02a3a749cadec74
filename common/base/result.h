// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/error.h"

#include <tl/expected.hpp>

namespace cid {

/// A value or the reason why there is none.
template <typename T> using Result = tl::expected<T, Error>;

/// Success, or the reason why not.
using Status = Result<void>;

/// tl::expected compares the values that void does not have; Qt's meta types, for signals with a Status, need this.
[[nodiscard]] inline bool operator==(const Status &a, const Status &b)
{
    return a.has_value() == b.has_value() && (a.has_value() || a.error() == b.error());
}

/// return fail(makeError(...)) from any function that returns a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace cid
