// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/metrics_server.h"

#include <QUrl>

namespace cid {

void MetricsServer::answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    if (request.url().path(QUrl::FullyEncoded) == QLatin1StringView("/metrics"))
        responder.write(m_text(), m_contentType);
    else
        responder.write(QHttpServerResponder::StatusCode::NotFound);
}

} // namespace cid
