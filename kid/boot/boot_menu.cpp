// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/boot_menu.h"

using namespace Qt::StringLiterals;

namespace cid {

QStringList consoleNames(const QString &text)
{
    QStringList names;
    for (QString word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(u"console="_s))
            word.remove(0, 8);
        if (!word.isEmpty())
            names << word;
    }
    return names;
}

} // namespace cid
