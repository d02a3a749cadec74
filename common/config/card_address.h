// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cid {

/// The addresses of cards that \a text means, in order, each as "10.0.0.7/24" or "fd00::7/64" in its shortest spelling:
/// one, or those of a range in one pair of brackets, both ends included, "10.0.0.[7-134]/24" (decimal) or
/// "fd00::[7-86]/64" (hexadecimal). Empty where it is neither. Pure.
[[nodiscard]] QStringList expandCardAddresses(const QString &text);

/// An address without a prefix in its shortest spelling; empty where it is none.
[[nodiscard]] QString shortestAddress(const QString &text);

[[nodiscard]] bool isIpv6(const QString &address);
/// "10.0.0.7" of "10.0.0.7/24".
[[nodiscard]] QString withoutPrefix(const QString &cardAddress);
/// 24 of "10.0.0.7/24".
[[nodiscard]] int prefixOf(const QString &cardAddress);

/// Whether a card with that address reaches \a address without a router: its network holds it, or every card's does
/// (fe80::/10). Both as the functions above have them.
[[nodiscard]] bool isNeighbour(const QString &cardAddress, const QString &address);

} // namespace cid
