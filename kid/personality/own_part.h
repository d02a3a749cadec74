// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// The part of somebody else's text file that is notP's, between two lines that say so. Pure.
namespace cid {

/// The text without that part; all other bytes are as they were.
[[nodiscard]] QByteArray withoutOwnPart(const QByteArray &text);
/// A text that has none, with \a part behind it.
[[nodiscard]] QByteArray withOwnPartLast(const QByteArray &text, const QByteArray &part);
/// The same in front of it.
[[nodiscard]] QByteArray withOwnPartFirst(const QByteArray &text, const QByteArray &part);

} // namespace cid
