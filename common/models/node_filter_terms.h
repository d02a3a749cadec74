// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_filter.h"

// The single terms of a NodeFilter.
namespace cid::filter_terms {

struct Term
{
    NodeFilter::Predicate predicate;
    bool isLive = true; ///< its verdict can change while nodes report
};

/// Invalid "filter.unknown-key", "filter.bad-value", "filter.bad-operator", or the host list's error.
[[nodiscard]] Result<Term> parseTerm(const QString &text, const HostGroups &groups);
[[nodiscard]] QStringList keys();
[[nodiscard]] QStringList valuesOf(const QString &key);

} // namespace cid::filter_terms
