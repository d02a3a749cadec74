// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/image_reference.h"

#include <QRegularExpression>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 255;

bool isHost(const QString &word)
{
    return word.contains(u'.') || word.contains(u':') || word == "localhost"_L1;
}

} // namespace

QString ImageReference::toString() const
{
    return host + u'/' + repository + (tag.isEmpty() ? QString() : u':' + tag)
        + (digest.isEmpty() ? QString() : u'@' + digest);
}

Result<ImageReference> parseImageReference(const QString &text)
{
    static const QRegularExpression hostForm(
        uR"(^([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?\z)"_s);
    static const QRegularExpression nameForm(uR"(^[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z)"_s);
    static const QRegularExpression tagForm(u"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\\z"_s);
    static const QRegularExpression digestForm(u"^sha256:[0-9a-f]{64}\\z"_s);
    const auto bad = [&text](const QString &expected) {
        return fail(
            makeError(ErrorKind::Invalid, "registry.bad-name",
                      u"found \"%1\", expected %2: docker://HOST/NAME[:TAG] or docker://HOST/NAME@sha256:..."_s.arg(
                          text.left(200), expected)));
    };
    QString rest = text.startsWith("//"_L1) ? text.mid(2) : text;
    ImageReference reference;
    if (const qsizetype at = rest.indexOf(u'@'); at >= 0) {
        reference.digest = rest.mid(at + 1);
        rest.truncate(at);
        if (!digestForm.match(reference.digest).hasMatch())
            return bad(u"sha256: and 64 hexadecimal digits behind the @"_s);
    }
    const qsizetype slash = rest.indexOf(u'/');
    const QString first = slash < 0 ? QString() : rest.left(slash);
    reference.host = isHost(first) ? first : u"registry-1.docker.io"_s;
    reference.repository = isHost(first) ? rest.mid(slash + 1) : rest;
    if (reference.host == "docker.io"_L1)
        reference.host = u"registry-1.docker.io"_s;
    if (const qsizetype colon = reference.repository.lastIndexOf(u':'); colon >= 0) {
        reference.tag = reference.repository.mid(colon + 1);
        reference.repository.truncate(colon);
        if (!tagForm.match(reference.tag).hasMatch())
            return bad(u"a tag of letters, digits, '_', '.' and '-'"_s);
    } else if (reference.digest.isEmpty()) {
        reference.tag = u"latest"_s;
    }
    if (reference.host == "registry-1.docker.io"_L1 && !reference.repository.contains(u'/'))
        reference.repository.prepend("library/"_L1);
    if (!hostForm.match(reference.host).hasMatch())
        return bad(u"a host, with a port or without"_s);
    if (!nameForm.match(reference.repository).hasMatch() || reference.repository.size() > longestName)
        return bad(u"a name of small letters, digits, '.', '_', '-' and '/'"_s);
    return reference;
}

} // namespace cid
