// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

// Cuts values that strangers gave to what limits.h allows. Whole letters stay whole; a sentence that was cut ends in
// "...". Pure functions.
namespace cid {

/// Bytes that the text takes as UTF-8.
[[nodiscard]] qsizetype utf8Size(QStringView text);

/// At most \a bytes of UTF-8; a sentence says by its end that it was cut, a name does not.
void clampText(QString &text, qsizetype bytes);
void clampName(QString &name, qsizetype bytes);
/// At most \a count names of at most \a bytes each.
void clampNames(QStringList &names, qsizetype count, qsizetype bytes);
/// The newest lines: at most \a count of them and \a bytes in all.
void clampLog(QStringList &lines, qsizetype count, qsizetype bytes);

void clamp(Error &error);
void clamp(Failure &failure);
void clamp(Inventory &inventory);
void clamp(QList<SlotContent> &slotContents);
void clamp(Deployment &deployment);
void clamp(Job &job);
void clamp(Event &event);
void clamp(Permission &permission);
void clamp(Hold &hold);
/// As told to others: also what node_db says about it.
void clamp(NodeStatus &status);

/// Bytes that a machine's description takes, about.
[[nodiscard]] qsizetype sizeOf(const Inventory &inventory);

} // namespace cid
