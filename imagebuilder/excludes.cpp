// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/excludes.h"

#include <QFile>

// Outside of any namespace: the name is that of the generated function. A library's resources are there only where
// somebody asks for them.
static void initialiseLists()
{
    Q_INIT_RESOURCE(mkimg);
}

namespace cid {

using namespace Qt::StringLiterals;

QByteArray builtInExcludesText(ImageKind kind)
{
    initialiseLists();
    QFile list(kind == ImageKind::Darwin ? u":/cid/darwin.exclude"_s : u":/cid/linux.exclude"_s);
    const bool isOpen = list.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // It is a part of the program.
    return isOpen ? list.readAll() : QByteArray();
}

QByteArrayList excludePatterns(const QByteArray &text)
{
    QByteArrayList patterns;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith('#'))
            patterns.append(line.trimmed());
    }
    return patterns;
}

} // namespace cid
