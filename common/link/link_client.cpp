// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_client.h"

#include "common/link/client_handshake.h"

#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

class LinkClient::Private
{
public:
    void tryNext(LinkClient *q);
    void noteFailure(LinkClient *q, const Error &error);

    LinkClientOptions options;
    qsizetype next = 0;
    Error worst;
    QPointer<ClientHandshake> handshake;
};

void LinkClient::Private::tryNext(LinkClient *q)
{
    if (next >= options.servers.size()) {
        Q_EMIT q->failed(worst);
        return;
    }
    handshake = new ClientHandshake(options, options.servers[next++], q);
    QObject::connect(handshake, &ClientHandshake::taken, q, [this, q](Link *link) {
        handshake->deleteLater();
        Q_EMIT q->connected(link);
    });
    QObject::connect(handshake, &ClientHandshake::failed, q, [this, q](const Error &error) { noteFailure(q, error); });
    handshake->start();
}

void LinkClient::Private::noteFailure(LinkClient *q, const Error &error)
{
    handshake->deleteLater();
    if (worst.code.isEmpty() || !isFatal(worst))
        worst = error;
    // From the event loop: a row of servers that fail at once must not become a recursion.
    QMetaObject::invokeMethod(q, [this, q] { tryNext(q); }, Qt::QueuedConnection);
}

LinkClient::LinkClient(LinkClientOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->options = std::move(options);
    d->worst = makeError(ErrorKind::Invalid, "link.no-server", u"No server is configured"_s);
}

LinkClient::~LinkClient()
{
    delete d->handshake;
}

void LinkClient::start()
{
    QMetaObject::invokeMethod(this, [this] { d->tryNext(this); }, Qt::QueuedConnection);
}

bool LinkClient::isFatal(const Error &error)
{
    return error.code == "link.wrong-server" || error.code == "link.refused" || error.code == "link.version";
}

} // namespace cid
