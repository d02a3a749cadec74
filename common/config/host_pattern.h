// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

namespace cid {

/// One name with ranges in brackets, "rack[1-2]n[001-128/2,200]": literal texts and number ranges in turn.
class HostPattern
{
public:
    /// \a column is that of the text's first character, from 1, for errors.
    [[nodiscard]] static Result<HostPattern> parse(QStringView text, qsizetype column);

    /// How many names it means; more than limits.h allows is an error of parse().
    [[nodiscard]] qsizetype count() const { return m_count; }
    [[nodiscard]] QStringList names() const;

private:
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
        qint64 step = 1;
        int width = 0; ///< digits, padded with zeros; 0: none
    };
    struct Part
    {
        QString literal;
        QList<Range> ranges; ///< after the literal; empty at the end of the name
        qsizetype count = 1;
    };

    [[nodiscard]] static Result<Range> parseRange(QStringView text, qsizetype column);
    [[nodiscard]] static Result<Part> parseRanges(QStringView text, qsizetype column);
    [[nodiscard]] Status append(Part part, qsizetype column);

    QList<Part> m_parts;
    qsizetype m_count = 1;
};

/// "host list, column 5: found ..., expected ...".
[[nodiscard]] Error hostListError(const char *code, qsizetype column, const QString &text);

} // namespace cid
