// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/error.h"

#include <tl/expected.hpp>

namespace cid {

/// A value or the reason why there is none.
template <typename T> using Result = tl::expected<T, Error>;

/// Success, or the reason why not.
using Status = Result<void>;

/// return fail(makeError(...)) from any function that returns a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace cid
