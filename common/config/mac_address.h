// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace cid {

/// Lower case with colons; "-" and "." between the digits are understood, too. 6 bytes, or InfiniBand's 20. Nothing
/// where it is no address.
[[nodiscard]] std::optional<QString> normalisedMac(const QString &text);

/// The addresses that "52:54:00:00:00:[01-80]" means (hexadecimal, both ends included), in order; one address is one.
/// Empty where it is neither.
[[nodiscard]] QStringList expandMacs(const QString &text);

} // namespace cid
