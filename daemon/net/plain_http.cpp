// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/plain_http.h"

#include <QUrl>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestUrl = 512;

} // namespace

PlainHttp::PlainHttp(QObject *parent)
    : QAbstractHttpServer(parent)
    , m_listener(new BootListener(this))
{ }

Status PlainHttp::listenOn(const QHostAddress &address, quint16 port, const char *setting)
{
    if (!m_listener->listen(address, port)) {
        return fail(makeError(ErrorKind::Io, "http.listen",
                              u"%1 %2: %3"_s.arg(QLatin1StringView(setting)).arg(port).arg(m_listener->errorString())));
    }
    bind(m_listener);
    return {};
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
bool PlainHttp::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    QHttpServerResponder responder = makeResponder(request, socket);
    check(request, responder);
    return true;
}
#else
bool PlainHttp::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    check(request, responder);
    return true;
}
#endif

void PlainHttp::check(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    using Code = QHttpServerResponder::StatusCode;
    if (request.method() != QHttpServerRequest::Method::Get)
        responder.write(Code::MethodNotAllowed);
    else if (request.url().toEncoded().size() > longestUrl)
        responder.write(Code::UriTooLong);
    else
        answer(request, responder);
}

} // namespace cid
