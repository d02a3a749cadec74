// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/tls_config.h"

#include <QSslSocket>

namespace cid {

QSslConfiguration clientTlsConfiguration()
{
    QSslConfiguration tls;
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    // An empty list, set by hand, also keeps Qt from reading the system's authorities for every connection.
    tls.setCaCertificates({});
    tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return tls;
}

QSslConfiguration serverTlsConfiguration(const Identity &identity)
{
    QSslConfiguration tls = clientTlsConfiguration();
    tls.setLocalCertificate(identity.certificate);
    tls.setPrivateKey(identity.key);
    return tls;
}

} // namespace cid
