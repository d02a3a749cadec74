// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"

class QSettings;

namespace cid {

/// A server that the operator connects to. The key itself is in the KeyVault, or in a file of the operator's.
struct SavedServer
{
    QString name;
    QString address; ///< host, host:port, several separated by blanks
    QString keyFile; ///< empty: the key is in the vault under the name
    QStringList fingerprints; ///< pinned; empty until the first contact
    bool operator==(const SavedServer &) const = default;

    /// Invalid "console.bad-address" with the part that is none.
    [[nodiscard]] Result<QList<ServerEndpoint>> endpoints() const;
};

[[nodiscard]] QList<SavedServer> loadServers(QSettings &settings);
void saveServers(QSettings &settings, const QList<SavedServer> &servers);

/// The 32 bytes of a key as people paste it: 64 hexadecimal digits, blanks and line ends do not matter. Invalid
/// "key.bad".
[[nodiscard]] Result<QByteArray> parseKey(const QString &text);

} // namespace cid
