// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/file_mode.h"

#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QChar typeLetter(quint32 mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return u'd';
    case S_IFLNK:
        return u'l';
    case S_IFCHR:
        return u'c';
    case S_IFBLK:
        return u'b';
    case S_IFIFO:
        return u'p';
    case S_IFSOCK:
        return u's';
    default:
        return u'-';
    }
}

} // namespace

QString modeText(quint32 mode)
{
    static constexpr auto letters = "rwxrwxrwx"_L1;
    QString text(typeLetter(mode));
    for (int i = 0; i < 9; ++i)
        text += (mode & (0400U >> i)) != 0 ? QChar(letters[i]) : QChar(u'-');
    const auto special = [&text, mode](quint32 bit, int at, QChar letter) {
        if ((mode & bit) != 0)
            text[at] = text[at] == u'x' ? letter : letter.toUpper();
    };
    special(S_ISUID, 3, u's');
    special(S_ISGID, 6, u's');
    special(S_ISVTX, 9, u't');
    return text;
}

} // namespace cid
