// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/beneath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Links resolved in as much of the path as there is. A link that leads nowhere is not: what it will lead to is
/// unknown.
QString resolved(const QString &path)
{
    const QString clean = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const std::unique_ptr<char, decltype(&std::free)> whole(::realpath(QFile::encodeName(clean).constData(), nullptr),
                                                            &std::free);
    if (whole || clean == u"/")
        return whole ? QFile::decodeName(whole.get()) : clean;
    if (QFileInfo(clean).isSymLink())
        return {};
    const QString parent = resolved(QFileInfo(clean).path());
    return parent.isEmpty() ? QString() : QDir::cleanPath(parent + u'/' + QFileInfo(clean).fileName());
}

bool isBeneath(const QString &path, const QString &root)
{
    return !root.isEmpty() && (path == root || path.startsWith(root.endsWith(u'/') ? root : root + u'/'));
}

} // namespace

Result<QString> resolveBeneath(const QString &path, const QStringList &roots, const QString &remedy)
{
    if (path.contains(QChar::Null))
        return fail(makeError(ErrorKind::Invalid, "path.bad", u"A path with a NUL character"_s));
    const QString real = resolved(path);
    const bool isInside = !real.isEmpty() && std::any_of(roots.begin(), roots.end(), [&real](const QString &root) {
        return isBeneath(real, resolved(root));
    });
    if (isInside)
        return real;
    return fail(makeError(ErrorKind::Refused, "path.outside",
                          u"%1 leads to %2, which does not lie below %3; %4"_s.arg(
                              path, real.isEmpty() ? u"nowhere"_s : real, roots.join(u", "_s), remedy)));
}

} // namespace cid
