// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/session.h"

namespace cid {

using namespace Qt::StringLiterals;

Session::Session(QString title, ClientAccess access, QObject *parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_access(std::move(access))
    , m_client(m_access, ClientRole::Operator, ClientThread::Own)
    , m_mirror(m_client)
    , m_board(m_mirror, m_clock)
{
    connect(&m_client, &CidClient::connected, this, [this] {
        m_lostAt = 0;
        refreshImages();
    });
    connect(&m_client, &CidClient::disconnected, this, [this] { m_lostAt = m_clock.wall().count(); });
}

HostGroups Session::groups()
{
    return [this](const QString &group) -> Result<QStringList> {
        QStringList names;
        for (const NodeStatus &node : m_mirror.nodes()) {
            if (node.groups.contains(group))
                names.append(node.name);
        }
        if (names.isEmpty()) {
            return fail(makeError(ErrorKind::NotFound, "hosts.unknown-group", u"There is no group \"%1\""_s.arg(group),
                                  {{u"group"_s, group}}));
        }
        return names;
    };
}

void Session::refreshImages()
{
    m_client.ask<ImagesReply>(ImagesRequest{}, [self = QPointer<Session>(this)](const Result<ImagesReply> &reply) {
        if (!self || !reply)
            return;
        self->m_images = *reply;
        Q_EMIT self->imagesChanged();
    });
}

} // namespace cid
