// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"
#include "imagebuilder/software/software_list.h"

namespace cid {

/// The image that an SPDX document is about.
struct SpdxSubject
{
    ImageId image;
    QByteArray digest; ///< 32 bytes
    qint64 madeAt = 0; ///< ms since the epoch; the document's time, so that the same image gives the same document
};

/// An SPDX 2.3 document (JSON): the image as a package that contains the list's packages, each with its package URL.
[[nodiscard]] QByteArray formatSpdx(const SpdxSubject &subject, const SoftwareList &list);
/// The packages of a document that formatSpdx() made. Corrupt "spdx.bad". Any bytes are safe.
[[nodiscard]] Result<QList<SoftwarePackage>> parseSpdx(const QByteArray &json);

/// "debian-12-1.spdx.json" for ".../debian-12-1.gz".
[[nodiscard]] QString softwarePath(const QString &imagePath);
/// Puts the list beside the image. Io "pack.write".
[[nodiscard]] Status writeSoftware(const QString &imagePath, const SpdxSubject &subject, const SoftwareList &list);
/// The packages that the list beside the image names. NotFound "spdx.none" where it has none, Corrupt "spdx.bad".
[[nodiscard]] Result<QList<SoftwarePackage>> softwareOf(const QString &imagePath);

} // namespace cid
