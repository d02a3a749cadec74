// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/plain_http.h"

#include <functional>

namespace cid {

/// HTTP for whoever collects figures: /metrics and nothing else. Lives on the main thread.
class MetricsServer : public PlainHttp
{
    Q_OBJECT
public:
    /// \a text makes the answer, in \a contentType.
    MetricsServer(std::function<QByteArray()> text, QByteArray contentType, QObject *parent = nullptr)
        : PlainHttp(parent)
        , m_text(std::move(text))
        , m_contentType(std::move(contentType))
    { }

protected:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    std::function<QByteArray()> m_text;
    QByteArray m_contentType;
};

} // namespace cid
