// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/version_order.h"

#include <algorithm>

namespace cid {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isPart(QChar c)
{
    return isDigit(c) || isLetter(c) || c == u'~' || c == u'^';
}

QStringView skipped(QStringView text)
{
    return text.sliced(std::find_if(text.begin(), text.end(), isPart) - text.begin());
}

/// Takes the run of digits, or of letters, at the beginning of \a text.
QStringView takeRun(QStringView &text, bool (*belongs)(QChar))
{
    const auto end = std::find_if_not(text.begin(), text.end(), belongs);
    const QStringView run = text.first(end - text.begin());
    text = text.sliced(run.size());
    return run;
}

int sign(bool isLess)
{
    return isLess ? -1 : 1;
}

int compareNumbers(QStringView a, QStringView b)
{
    const auto isNotZero = [](QChar c) { return c != u'0'; };
    a = a.sliced(std::find_if(a.begin(), a.end(), isNotZero) - a.begin());
    b = b.sliced(std::find_if(b.begin(), b.end(), isNotZero) - b.begin());
    return a.size() != b.size() ? sign(a.size() < b.size()) : a.compare(b);
}

/// 0 where neither begins with one of the two marks; both lose theirs where both have it.
int compareMarks(QStringView &a, QStringView &b)
{
    const bool aIsOlder = a.startsWith(u'~');
    const bool bIsOlder = b.startsWith(u'~');
    if (aIsOlder != bIsOlder)
        return sign(aIsOlder);
    const bool aIsNewer = a.startsWith(u'^');
    const bool bIsNewer = b.startsWith(u'^');
    if (aIsNewer != bIsNewer)
        return sign(aIsNewer ? !b.isEmpty() : a.isEmpty());
    if (aIsOlder || aIsNewer) {
        a = a.sliced(1);
        b = b.sliced(1);
    }
    return 0;
}

} // namespace

int compareVersionParts(QStringView a, QStringView b)
{
    while (true) {
        a = skipped(a);
        b = skipped(b);
        const bool wereMarks = a.startsWith(u'~') || a.startsWith(u'^');
        if (const int marks = compareMarks(a, b); marks != 0)
            return marks;
        if (wereMarks)
            continue;
        if (a.isEmpty() || b.isEmpty())
            return static_cast<int>(!a.isEmpty()) - static_cast<int>(!b.isEmpty());
        const bool areNumbers = isDigit(a.front());
        if (areNumbers != isDigit(b.front()))
            return areNumbers ? 1 : -1;
        const QStringView left = takeRun(a, areNumbers ? isDigit : isLetter);
        const QStringView right = takeRun(b, areNumbers ? isDigit : isLetter);
        const int order = areNumbers ? compareNumbers(left, right) : left.compare(right);
        if (order != 0)
            return order;
    }
}

int compareKernelVersions(QStringView a, QStringView b)
{
    const auto parts = [](QStringView version) {
        const qsizetype hyphen = version.indexOf(u'-');
        return hyphen < 0 ? std::pair{version, QStringView()}
                          : std::pair{version.first(hyphen), version.sliced(hyphen + 1)};
    };
    const auto [aVersion, aRelease] = parts(a);
    const auto [bVersion, bRelease] = parts(b);
    const int order = compareVersionParts(aVersion, bVersion);
    return order != 0 ? order : compareVersionParts(aRelease, bRelease);
}

} // namespace cid
