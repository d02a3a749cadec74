// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

namespace cid {

/// One line of a comparison.
struct DiffLine
{
    enum class Kind : quint8 { Same, Removed, Added };
    Kind kind = Kind::Same;
    QByteArray text; ///< with its line end
    int before = 0; ///< its number in the old text, from 1; 0 where it is not in there
    int after = 0;
    bool operator==(const DiffLine &) const = default;
};

/// The shortest way from one text to the other, line by line (E. Myers' difference algorithm of 1986). Texts
/// that differ in more than a few thousand lines come as removed and added as a whole.
[[nodiscard]] QList<DiffLine> diffTexts(const QByteArray &before, const QByteArray &after);

struct MergedText
{
    QByteArray text;
    int conflicts = 0; ///< places where both changed the same lines; both stand there between <<<<<<< and >>>>>>>
    bool operator==(const MergedText &) const = default;
};

/// What two people made out of the same text, in one.
[[nodiscard]] MergedText mergeTexts(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs);

/// Lines with their ends; the last may have none.
[[nodiscard]] QByteArrayList splitLines(const QByteArray &text);

} // namespace cid
