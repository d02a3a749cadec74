// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/ids.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

bool isAsciiLetterOrDigit(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

bool isValidPart(QStringView part, bool hyphens)
{
    if (part.isEmpty() || part.size() > 100 || part.front() == u'.' || part.front() == u'-')
        return false;
    return std::all_of(part.begin(), part.end(), [hyphens](QChar c) {
        return isAsciiLetterOrDigit(c) || c == u'.' || c == u'_' || c == u'+' || c == u'~' || (hyphens && c == u'-');
    });
}

} // namespace

QString ImageId::toString() const
{
    return isNull() ? QString() : name + u'-' + version + u'-' + subversion;
}

Result<ImageId> ImageId::parse(const QString &text)
{
    const qsizetype last = text.lastIndexOf(u'-');
    const qsizetype middle = last > 0 ? text.lastIndexOf(u'-', last - 1) : -1;
    if (middle > 0) {
        ImageId id{text.left(middle), text.mid(middle + 1, last - middle - 1), text.mid(last + 1)};
        if (isValidName(id.name) && isValidPart(id.version, false) && isValidPart(id.subversion, false))
            return id;
    }
    return fail(makeError(
        ErrorKind::Invalid, "image.bad-name",
        u"\"%1\" is not an image's full name; expected <name>-<version>-<subversion>, such as debian-12-1"_s.arg(
            text.left(120)),
        {{u"image"_s, text.left(120)}}));
}

bool ImageId::isValidName(const QString &name)
{
    return isValidPart(name, true);
}

size_t qHash(const ImageId &id, size_t seed) noexcept
{
    return qHashMulti(seed, id.name, id.version, id.subversion);
}

bool isValidNodeName(const QString &name)
{
    if (name.isEmpty() || name.size() > 253 || name.front() == u'-' || name.front() == u'.')
        return false;
    return std::all_of(name.begin(), name.end(),
                       [](QChar c) { return isAsciiLetterOrDigit(c) || c == u'-' || c == u'.' || c == u'_'; });
}

bool isValidJobId(const QString &id)
{
    if (id.isEmpty() || id.size() > 255)
        return false;
    return std::all_of(id.begin(), id.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

} // namespace cid
