// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core_state.h"
#include "daemon/net/boot_files.h"
#include "daemon/net/boot_listener.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QUrl>

namespace cid {

/// HTTP for machines that start: /boot?mac=ADDRESS answers with an iPXE script, /boot/NAME with one of Blancmange's
/// files or a loader. Nothing else is there, nothing is changed by a request, and no answer holds a secret. Lives on
/// the main thread.
class BootServer : public QAbstractHttpServer
{
    Q_OBJECT
public:
    /// All borrowed, all outlive it. \a append are more words for Blancmange's kernel.
    BootServer(CoreState &state, BootFiles &files, QString append, QObject *parent = nullptr);

    /// Io "boot.listen".
    [[nodiscard]] Status listenOn(const QHostAddress &address, quint16 port);
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

private:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder);
    void sendFile(const QString &name, QHttpServerResponder &responder) const;
    [[nodiscard]] QByteArray scriptFor(const QUrl &url) const;

    CoreState &m_state;
    BootFiles &m_files;
    const QString m_append;
    BootListener *m_listener; ///< its child
};

} // namespace cid
