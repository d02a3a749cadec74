// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

// The spellings of values in configuration files. Pure.
namespace cid::config {

/// "10 min" is 600; nothing where it is no duration of up to ten years.
[[nodiscard]] std::optional<qint64> parseSeconds(const QString &text);
/// "20G", "20 GiB" are 20 * 2^30; K, M, G and T count in 1024.
[[nodiscard]] std::optional<qint64> parseSize(const QString &text);
[[nodiscard]] std::optional<bool> parseYesNo(const QString &text);
/// Words between commas and blanks; brackets keep their commas.
[[nodiscard]] QStringList parseWords(const QString &text);

} // namespace cid::config
