// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/boot_arguments.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

bool isOfOneStart(const QString &word)
{
    static const QSet<QString> names{
        u"cid.blancmange"_s, u"cid.home"_s,    u"cid.card"_s,  u"BOOT_IMAGE"_s, u"initrd"_s,
        u"BOOTIF"_s,         u"ip"_s,          u"SYSUUID"_s,   u"CPU"_s,        u"SYSVENDOR"_s,
        u"SYSPRODUCT"_s,     u"SYSVERSION"_s,  u"SYSSERIAL"_s, u"SYSSKU"_s,     u"SYSFAMILY"_s,
        u"MBVENDOR"_s,       u"MBPRODUCT"_s,   u"MBVERSION"_s, u"MBSERIAL"_s,   u"MBASSET"_s,
        u"BIOSVENDOR"_s,     u"BIOSVERSION"_s, u"SYSFF"_s};
    return names.contains(word.section(u'=', 0, 0));
}

bool survivesGrub(const QString &word)
{
    return std::none_of(word.begin(), word.end(),
                        [](QChar letter) { return letter == u'"' || letter == u'\'' || letter == u'\\'; });
}

} // namespace

QStringList splitCommandLine(const QString &line)
{
    QStringList words;
    QString word;
    bool isQuoted = false;
    for (const QChar letter : line) {
        if (letter == u'"')
            isQuoted = !isQuoted;
        if (isQuoted || !letter.isSpace()) {
            word += letter;
            continue;
        }
        if (!word.isEmpty())
            words << word;
        word.clear();
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

QStringList wordsToKeep(const QStringList &words)
{
    const bool isBlancmange = std::any_of(words.begin(), words.end(),
                                          [](const QString &word) { return word.startsWith(u"cid.blancmange="_s); });
    QStringList kept;
    for (const QString &word : words) {
        const bool isWanted = isBlancmange ? !isOfOneStart(word) : word.startsWith(u"console="_s);
        if (isWanted && survivesGrub(word))
            kept << word;
    }
    return kept;
}

} // namespace cid
