// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/sign/sign_image.h"

#include "common/config/key_file.h"
#include "common/system/open_regular.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/pack/output_file.h"

#include <QFile>
#include <QFileInfo>

namespace cid {

namespace {

/// The lines of an earlier file that are good for this digest, without those of \a key.
QByteArray keptLines(const QByteArray &signatures, const QByteArray &digest, const QByteArray &key)
{
    QByteArray kept;
    for (const QByteArray &line : signatures.split('\n')) {
        const QByteArray signer = QByteArray::fromHex(line.split(' ').value(1));
        if (signer != key && findSigner(line + '\n', digest, {signer}))
            kept += line + '\n';
    }
    return kept;
}

} // namespace

Result<SigningKey> readSigningKey(const QString &path)
{
    const auto pem = readSecretFile(path, {});
    if (!pem)
        return fail(pem.error());
    auto key = SigningKey::fromPem(*pem);
    return key ? key : fail(withContext(key.error(), path));
}

Result<SigningKey> makeSigningKey(const QString &path)
{
    auto key = SigningKey::generate();
    if (!key)
        return key;
    const auto pem = key->toPem();
    if (!pem)
        return fail(pem.error());
    const Status written = writeSecretFile(path, *pem, {});
    return written ? key : fail(written.error());
}

QByteArray readSignatures(const QString &imagePath)
{
    QFile file(signaturePath(imagePath));
    const bool isFine = openRegular(file) && file.size() <= image::maxSignatures;
    return isFine ? file.read(image::maxSignatures) : QByteArray();
}

Status signImageFile(const QString &imagePath, const SigningKey &key)
{
    const auto image = ImageFile::open(imagePath);
    if (!image)
        return fail(image.error());
    const auto line = key.sign((*image)->digest());
    if (!line)
        return fail(line.error());
    OutputFile file;
    Status status = file.create(QFileInfo(imagePath).absolutePath());
    if (status)
        status = file.write(keptLines(readSignatures(imagePath), (*image)->digest(), key.publicKey()) + *line);
    return status ? file.publish(signaturePath(imagePath)) : status;
}

} // namespace cid
