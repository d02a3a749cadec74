// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_pattern.h"

#include "common/config/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxDigits = 15;

bool isNumber(QStringView text)
{
    return !text.isEmpty() && text.size() <= maxDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isPadded(QStringView number)
{
    return number.size() > 1 && number.front() == u'0';
}

} // namespace

Error hostListError(const char *code, qsizetype column, const QString &text)
{
    return makeError(ErrorKind::Invalid, code, u"host list, column %1: %2"_s.arg(column).arg(text),
                     {{u"column"_s, QString::number(column)}});
}

Result<HostPattern::Range> HostPattern::parseRange(QStringView text, qsizetype column)
{
    const QStringView trimmed = text.trimmed();
    const auto bad = [&](const QString &expected) {
        return fail(hostListError("hosts.bad-range", column,
                                  u"found \"%1\", expected %2"_s.arg(trimmed.left(40).toString(), expected)));
    };
    const qsizetype slash = trimmed.indexOf(u'/');
    const QStringView span = slash < 0 ? trimmed : trimmed.left(slash).trimmed();
    const QStringView step = slash < 0 ? QStringView() : trimmed.mid(slash + 1).trimmed();
    const qsizetype dash = span.indexOf(u'-');
    const QStringView first = dash < 0 ? span : span.left(dash).trimmed();
    const QStringView last = dash < 0 ? span : span.mid(dash + 1).trimmed();
    if (!isNumber(first) || !isNumber(last))
        return bad(u"a number or a range such as 1-8 or 001-128"_s);
    if (slash >= 0 && (!isNumber(step) || step.toLongLong() == 0 || (dash < 0 && step.toLongLong() != 1)))
        return bad(u"a step of 1 or more after a range, such as 1-9/2"_s);
    // As Slurm and pdsh read it: the first number says how wide all of them are, n[09-100] goes on from n99 to n100.
    Range range{first.toLongLong(), last.toLongLong(), slash < 0 ? 1 : step.toLongLong(),
                isPadded(first) ? static_cast<int>(first.size()) : 0};
    if (range.last < range.first)
        return bad(u"the smaller number first"_s);
    return range;
}

Result<HostPattern::Part> HostPattern::parseRanges(QStringView text, qsizetype column)
{
    Part part;
    part.count = 0;
    qsizetype start = 0;
    for (;;) {
        qsizetype end = text.indexOf(u',', start);
        end = end < 0 ? text.size() : end;
        const auto range = parseRange(text.mid(start, end - start), column + start);
        if (!range)
            return fail(range.error());
        part.ranges.append(*range);
        const qint64 count = (range->last - range->first) / range->step + 1;
        if (count > config::maxHosts - part.count)
            return fail(hostListError("hosts.too-many", column, u"more than a million names"_s));
        part.count += count;
        if (end == text.size())
            return part;
        start = end + 1;
    }
}

Status HostPattern::append(Part part, qsizetype column)
{
    if (part.count > config::maxHosts / m_count)
        return fail(hostListError("hosts.too-many", column, u"more than a million names"_s));
    m_count *= part.count;
    m_parts.append(std::move(part));
    return {};
}

Result<HostPattern> HostPattern::parse(QStringView text, qsizetype column)
{
    HostPattern pattern;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf(u'[', at);
        const QStringView literal = text.mid(at, open < 0 ? -1 : open - at);
        const qsizetype stray = literal.indexOf(u']');
        if (stray >= 0)
            return fail(hostListError("hosts.bracket", column + at + stray, u"found \"]\" without its \"[\""_s));
        if (open < 0) {
            const Status added = pattern.append({literal.toString(), {}, 1}, column);
            return added ? Result<HostPattern>(pattern) : fail(added.error());
        }
        const qsizetype close = text.indexOf(u']', open);
        if (close < 0)
            return fail(hostListError("hosts.bracket", column + open, u"found \"[\" without its \"]\""_s));
        auto part = parseRanges(text.mid(open + 1, close - open - 1), column + open + 1);
        if (!part)
            return fail(part.error());
        part->literal = literal.toString();
        const Status added = pattern.append(std::move(*part), column);
        if (!added)
            return fail(added.error());
        at = close + 1;
    }
    return pattern;
}

QStringList HostPattern::names() const
{
    QStringList names{QString()};
    for (const Part &part : m_parts) {
        QStringList next;
        next.reserve(names.size() * part.count);
        for (const QString &begin : std::as_const(names)) {
            const QString head = begin + part.literal;
            if (part.ranges.isEmpty())
                next.append(head);
            for (const Range &range : part.ranges) {
                for (qint64 number = range.first; number <= range.last; number += range.step)
                    next.append(range.width > 0 ? head + QString::number(number).rightJustified(range.width, u'0')
                                                : head + QString::number(number));
            }
        }
        names = std::move(next);
    }
    return names;
}

} // namespace cid
