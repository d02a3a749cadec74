// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/natural_order.h"

namespace cid {

namespace {

// The digits from \a at on, without leading zeros; \a at moves behind them.
QStringView numberAt(QStringView text, qsizetype &at)
{
    const qsizetype start = at;
    while (at < text.size() && text[at].isDigit())
        ++at;
    QStringView digits = text.mid(start, at - start);
    while (digits.size() > 1 && digits.front() == u'0')
        digits = digits.mid(1);
    return digits;
}

} // namespace

bool naturalLess(const QString &a, const QString &b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = numberAt(a, i);
            const QStringView right = numberAt(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (const int order = left.compare(right))
                return order < 0;
            continue;
        }
        const QChar left = a[i].toCaseFolded();
        const QChar right = b[j].toCaseFolded();
        if (left != right)
            return left < right;
        ++i;
        ++j;
    }
    if (i < a.size() || j < b.size())
        return i == a.size();
    return a < b; // n1 and n01: the same to people, two names to us
}

} // namespace cid
