// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

namespace cid {

/// The beginning of a folded host list: at most that many letters, cut between two members with "..." behind. What is
/// short enough stays whole.
[[nodiscard]] QString briefHostList(const QString &folded, qsizetype letters);
/// Texts of at most that many letters that make the folded list together; a single member is never cut.
[[nodiscard]] QStringList cutHostList(const QString &folded, qsizetype letters);

/// The nodes of a job, folded, as far as it tells of them.
[[nodiscard]] QString hostsOf(const Job &job);

} // namespace cid
