// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/image_pin.h"

namespace cid {

using namespace Qt::StringLiterals;

Status checkPin(const ImageDefinition &definition, const ImageId &image, const QByteArray &digest)
{
    const bool isMeant = image.name == definition.name && definition.current == image.version + u'-' + image.subversion;
    if (definition.currentDigest.isEmpty() || !isMeant || definition.currentDigest == digest)
        return {};
    return fail(makeError(
        ErrorKind::Refused, "image.other-digest",
        u"%1 has the digest %2, image_db says digest = %3"_s.arg(image.toString(), QString::fromLatin1(digest.toHex()),
                                                                 QString::fromLatin1(definition.currentDigest.toHex())),
        {{u"image"_s, image.toString()}}));
}

} // namespace cid
