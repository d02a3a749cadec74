// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/mount_table.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// The kernel writes blanks and backslashes as \ooo.
QString unescaped(const QByteArray &word)
{
    QByteArray text;
    for (qsizetype i = 0; i < word.size(); ++i) {
        bool ok = false;
        const int code = word[i] == '\\' ? word.mid(i + 1, 3).toInt(&ok, 8) : 0;
        if (ok)
            i += 3;
        text += ok ? static_cast<char>(code) : word[i];
    }
    return QFile::decodeName(text);
}

} // namespace

QList<MountEntry> parseMountInfo(const QByteArray &text)
{
    QList<MountEntry> entries;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArrayList words = line.split(' ');
        const qsizetype dash = words.indexOf("-");
        if (dash >= 6 && words.size() > dash + 2)
            entries << MountEntry{unescaped(words[dash + 2]), unescaped(words[4]), unescaped(words[dash + 1]),
                                  QString::fromLatin1(words[2])};
    }
    return entries;
}

Result<QList<MountEntry>> readMountTable(FileSystem &files, const QString &proc)
{
    return files.read(proc + u"/self/mountinfo"_s, 16 * MiB).map(parseMountInfo);
}

} // namespace cid
