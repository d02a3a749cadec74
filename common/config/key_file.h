// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// The content of a file that only its owner may read, or also the group \a keyGroup (mode 0440). Owned by root or by
/// us, no link, no larger than 64 KiB. NotFound "key.none"; Refused "key.unsafe" with what is wrong and how to mend it;
/// Io "key.read".
[[nodiscard]] Result<QByteArray> readSecretFile(const QString &path, const QString &keyGroup);

/// The 32 bytes of a key file, which holds 64 hexadecimal digits. As readSecretFile(); Invalid "key.bad".
[[nodiscard]] Result<QByteArray> readKeyFile(const QString &path, const QString &keyGroup);

/// A key of a client and what cidd calls it.
struct NamedKey
{
    QString name; ///< empty: it has none
    QByteArray secret; ///< 32 bytes
    bool operator==(const NamedKey &) const = default;
};

/// As readKeyFile(); after the digits and a blank the file may say the key's name, so that the file alone is enough for
/// whoever gets it.
[[nodiscard]] Result<NamedKey> readNamedKey(const QString &path, const QString &keyGroup);
[[nodiscard]] QByteArray formatNamedKey(const NamedKey &key);

/// Makes a new file of mode 0400, or 0440 for a group, with that content; on the disk when it returns. Conflict
/// "key.exists" where there is one already: keys are never overwritten.
[[nodiscard]] Status writeSecretFile(const QString &path, const QByteArray &content, const QString &keyGroup);

} // namespace cid
