// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_text.h"

#include "common/config/host_list.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Where the list can be cut: behind the last comma outside of brackets within so many letters, or else behind the
/// first one of all.
qsizetype cutOf(QStringView list, qsizetype letters)
{
    qsizetype cut = 0;
    bool inBrackets = false;
    for (qsizetype i = 0; i < list.size() && (i < letters || cut == 0); ++i) {
        inBrackets = list[i] == u'[' || (inBrackets && list[i] != u']');
        if (list[i] == u',' && !inBrackets)
            cut = i + 1;
    }
    return cut;
}

} // namespace

QString briefHostList(const QString &folded, qsizetype letters)
{
    if (folded.size() <= letters)
        return folded;
    const qsizetype room = letters - 3;
    const qsizetype cut = cutOf(folded, room);
    return (cut <= room ? folded.left(cut) : QString()) + u"..."_s;
}

QStringList cutHostList(const QString &folded, qsizetype letters)
{
    QStringList texts;
    QStringView rest = folded;
    while (rest.size() > letters) {
        const qsizetype cut = cutOf(rest, letters);
        if (cut == 0)
            break; // One member alone.
        texts.append(rest.left(cut - 1).toString());
        rest = rest.mid(cut);
    }
    texts.append(rest.toString());
    return texts;
}

QString hostsOf(const Job &job)
{
    return job.hosts.isEmpty() ? foldHostList(job.nodes) : job.hosts;
}

} // namespace cid
