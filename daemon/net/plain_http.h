// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/net/boot_listener.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>

namespace cid {

/// An HTTP server that only reads: connections within the listener's caps, GET alone, short addresses alone. Lives on
/// the main thread.
class PlainHttp : public QAbstractHttpServer
{
    Q_OBJECT
public:
    explicit PlainHttp(QObject *parent = nullptr);

    /// Io "http.listen", which names \a setting.
    [[nodiscard]] Status listenOn(const QHostAddress &address, quint16 port, const char *setting);
    [[nodiscard]] quint16 port() const { return m_listener->serverPort(); }

protected:
    // The interface changed while the module was young.
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override { }
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) override { }
#else
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }
#endif
#endif

    /// Answers a question for what the path says.
    virtual void answer(const QHttpServerRequest &request, QHttpServerResponder &responder) = 0;

private:
    void check(const QHttpServerRequest &request, QHttpServerResponder &responder);

    BootListener *m_listener; ///< its child
};

} // namespace cid
