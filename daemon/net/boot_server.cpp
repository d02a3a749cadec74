// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/boot_server.h"

#include "common/config/mac_address.h"
#include "common/system/open_regular.h"
#include "daemon/net/boot_answer.h"

#include <QFile>
#include <QUrlQuery>

#include <memory>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Code = QHttpServerResponder::StatusCode;

} // namespace

BootServer::BootServer(CoreState &state, BootFiles &files, QString append, QObject *parent)
    : PlainHttp(parent)
    , m_state(state)
    , m_files(files)
    , m_append(std::move(append))
{ }

void BootServer::answer(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const QUrl url = request.url();
    const QString path = url.path(QUrl::FullyEncoded);
    if (path == u"/boot"_s)
        responder.write(scriptFor(url), "text/plain");
    else if (path.startsWith(u"/boot/"_s))
        sendFile(path.mid(6), responder);
    else
        responder.write(Code::NotFound);
}

QByteArray BootServer::scriptFor(const QUrl &url) const
{
    const auto mac = normalisedMac(QUrlQuery(url).queryItemValue(u"mac"_s, QUrl::FullyDecoded));
    const QList<NodeRecord *> nodes = mac ? m_state.registry.findByMacs({*mac}) : QList<NodeRecord *>();
    const NodeRecord *node = nodes.size() == 1 ? nodes.first() : nullptr;
    const bool isReinstall = node && !m_state.permissions.ofNode(node->facts.name).isEmpty();
    return bootScript(bootFrom(node, isReinstall), m_append);
}

void BootServer::sendFile(const QString &name, QHttpServerResponder &responder) const
{
    auto file = std::make_unique<QFile>(m_files.pathOf(name));
    if (file->fileName().isEmpty() || !openRegular(*file)) {
        responder.write(Code::NotFound);
        return;
    }
    // It is sent piece by piece, and deleted with the connection or at its end.
    responder.write(file.release(), "application/octet-stream");
}

} // namespace cid
