// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/sign/image_signature.h"

namespace cid {

/// The private key in a file that its owner alone may read. As readSecretFile(); Invalid "sign.bad-key".
[[nodiscard]] Result<SigningKey> readSigningKey(const QString &path);
/// Makes a new key file and returns the key. Conflict "key.exists".
[[nodiscard]] Result<SigningKey> makeSigningKey(const QString &path);

/// Adds a signature to the image's signature file, or puts it in the place of an earlier one of the same key and of
/// those that were made for another manifest. The image and its manifest are opened first: their errors.
[[nodiscard]] Status signImageFile(const QString &imagePath, const SigningKey &key);

/// The bytes of the image's signature file; empty where it has none or an unreadable or oversized one.
[[nodiscard]] QByteArray readSignatures(const QString &imagePath);

} // namespace cid
