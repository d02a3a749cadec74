// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_list.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cid {

namespace {

/// A name around its last number.
struct SplitName
{
    QString prefix;
    QString digits;
    QString suffix;
};

SplitName split(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && !name[end - 1].isDigit())
        --end;
    qsizetype start = end;
    // Longer numbers than these are text: 15 digits fit into what ranges are counted with.
    while (start > 0 && name[start - 1].isDigit() && end - start < 15)
        --start;
    return {name.left(start), name.mid(start, end - start), name.mid(end)};
}

/// Prefix, suffix and the number of digits where they are padded.
using Family = std::tuple<QString, QString, qsizetype>;

QString spell(const Family &family, const std::set<qint64> &numbers)
{
    const auto &[prefix, suffix, width] = family;
    const auto text = [digits = width](qint64 number) {
        return QString::number(number).rightJustified(digits, QLatin1Char('0'));
    };
    QStringList ranges;
    for (auto it = numbers.begin(); it != numbers.end();) {
        const qint64 first = *it;
        qint64 last = first;
        for (++it; it != numbers.end() && *it == last + 1; ++it)
            ++last;
        ranges.append(first == last ? text(first) : text(first) + QLatin1Char('-') + text(last));
    }
    const QString all = ranges.join(QLatin1Char(','));
    return numbers.size() == 1 ? prefix + all + suffix : prefix + QLatin1Char('[') + all + QLatin1Char(']') + suffix;
}

} // namespace

QString foldHostList(const QStringList &names)
{
    std::map<Family, std::set<qint64>> families;
    std::map<std::pair<QString, QString>, std::set<qsizetype>> paddings;
    QStringList plain;
    QList<SplitName> unpadded;
    for (const QString &name : names) {
        const SplitName parts = split(name);
        if (parts.digits.isEmpty()) {
            plain.append(name);
        } else if (parts.digits.size() > 1 && parts.digits.front() == QLatin1Char('0')) {
            families[{parts.prefix, parts.suffix, parts.digits.size()}].insert(parts.digits.toLongLong());
            paddings[{parts.prefix, parts.suffix}].insert(parts.digits.size());
        } else {
            unpadded.append(parts);
        }
    }
    // n10 goes on where n08 and n09 are.
    for (const SplitName &parts : unpadded) {
        const auto known = paddings.find({parts.prefix, parts.suffix});
        const bool joins = known != paddings.end() && known->second.count(parts.digits.size()) > 0;
        families[{parts.prefix, parts.suffix, joins ? parts.digits.size() : 0}].insert(parts.digits.toLongLong());
    }
    plain.sort();
    plain.removeDuplicates();
    for (const auto &[family, numbers] : families)
        plain.append(spell(family, numbers));
    return plain.join(QLatin1Char(','));
}

} // namespace cid
