// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/text_diff.h"

#include <algorithm>

namespace cid {

namespace {

constexpr int maxDistance = 4'000;

struct Lines
{
    const QByteArrayList &all;
    qsizetype first;
    qsizetype count;
    [[nodiscard]] const QByteArray &at(qsizetype i) const { return all[first + i]; }
};

// For each line of a the line of b that stays, -1 where it goes; by the furthest reaching paths.
QList<qsizetype> matchLines(const Lines &a, const Lines &b)
{
    const auto n = static_cast<int>(a.count);
    const auto m = static_cast<int>(b.count);
    QList<qsizetype> match(n, -1);
    const int most = std::min(n + m, maxDistance);
    QList<QList<int>> trace;
    QList<int> reach(2 * most + 3, 0);
    const int middle = most + 1;
    int found = -1;
    for (int d = 0; d <= most && found < 0; ++d) {
        trace.append(reach);
        for (int k = -d; k <= d; k += 2) {
            const bool isDown = k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
            int x = isDown ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
            while (x < n && x - k < m && a.at(x) == b.at(x - k))
                ++x;
            reach[middle + k] = x;
            if (x >= n && x - k >= m) {
                found = d;
                break;
            }
        }
    }
    int x = n;
    int y = m;
    for (int d = found; d > 0; --d) {
        const QList<int> &before = trace[d];
        const int k = x - y;
        const bool isDown = k == -d || (k != d && before[middle + k - 1] < before[middle + k + 1]);
        const int startX = before[middle + (isDown ? k + 1 : k - 1)];
        const int startY = startX - (isDown ? k + 1 : k - 1);
        for (const int from = isDown ? startX : startX + 1; x > from;) {
            match[--x] = --y;
        }
        x = startX;
        y = startY;
    }
    while (found >= 0 && x > 0 && y > 0)
        match[--x] = --y;
    return match;
}

// For each line of before the line of after that is the same one, -1 where there is none.
QList<qsizetype> align(const QByteArrayList &before, const QByteArrayList &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    QList<qsizetype> match(before.size(), -1);
    for (qsizetype i = 0; i < head; ++i)
        match[i] = i;
    const QList<qsizetype> middle =
        matchLines({before, head, before.size() - head - tail}, {after, head, after.size() - head - tail});
    for (qsizetype i = 0; i < middle.size(); ++i)
        match[head + i] = middle[i] < 0 ? -1 : head + middle[i];
    for (qsizetype i = 0; i < tail; ++i)
        match[before.size() - 1 - i] = after.size() - 1 - i;
    return match;
}

} // namespace

QByteArrayList splitLines(const QByteArray &text)
{
    QByteArrayList lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf('\n', at);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.append(text.mid(at, next - at));
        at = next;
    }
    return lines;
}

QList<DiffLine> diffTexts(const QByteArray &before, const QByteArray &after)
{
    const QByteArrayList old = splitLines(before);
    const QByteArrayList fresh = splitLines(after);
    const QList<qsizetype> match = align(old, fresh);
    QList<DiffLine> lines;
    qsizetype next = 0;
    const auto addUpTo = [&](qsizetype end) {
        for (; next < end; ++next)
            lines.append({DiffLine::Kind::Added, fresh[next], 0, static_cast<int>(next + 1)});
    };
    for (qsizetype i = 0; i < old.size(); ++i) {
        if (match[i] < 0) {
            lines.append({DiffLine::Kind::Removed, old[i], static_cast<int>(i + 1), 0});
            continue;
        }
        addUpTo(match[i]);
        lines.append({DiffLine::Kind::Same, old[i], static_cast<int>(i + 1), static_cast<int>(next + 1)});
        ++next;
    }
    addUpTo(fresh.size());
    return lines;
}

MergedText mergeTexts(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs)
{
    const QByteArrayList origin = splitLines(base);
    const QByteArrayList ours = splitLines(mine);
    const QByteArrayList others = splitLines(theirs);
    const QList<qsizetype> toOurs = align(origin, ours);
    const QList<qsizetype> toOthers = align(origin, others);
    MergedText merged;
    qsizetype o = 0;
    qsizetype a = 0;
    qsizetype b = 0;
    const auto settle = [&](qsizetype endO, qsizetype endA, qsizetype endB) {
        const QByteArray was = origin.mid(o, endO - o).join();
        const QByteArray left = ours.mid(a, endA - a).join();
        const QByteArray right = others.mid(b, endB - b).join();
        if (left == right || right == was) {
            merged.text += left;
        } else if (left == was) {
            merged.text += right;
        } else {
            ++merged.conflicts;
            const auto closed = [](const QByteArray &part) {
                return part.isEmpty() || part.endsWith('\n') ? part : part + '\n';
            };
            merged.text += "<<<<<<< mine\n" + closed(left) + "=======\n" + closed(right) + ">>>>>>> theirs\n";
        }
    };
    // Lines that both kept are the fixed points; what lies between two of them is settled at once.
    for (qsizetype i = 0; i < origin.size(); ++i) {
        if (toOurs[i] < 0 || toOthers[i] < 0)
            continue;
        settle(i, toOurs[i], toOthers[i]);
        merged.text += origin[i];
        o = i + 1;
        a = toOurs[i] + 1;
        b = toOthers[i] + 1;
    }
    settle(origin.size(), ours.size(), others.size());
    return merged;
}

} // namespace cid
