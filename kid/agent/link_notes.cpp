// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/link_notes.h"

#include "common/link/reconnecting_client.h"

#include <QLoggingCategory>

namespace cid {

Q_DECLARE_LOGGING_CATEGORY(lcAgent)

LinkNotes::LinkNotes(ReconnectingClient *client, const QString &node)
    : QObject(client)
    , m_node(node)
{
    connect(client, &ReconnectingClient::disconnected, this, [this](const Error &reason) { trouble(reason.text); });
    connect(client, &ReconnectingClient::tryFailed, this, [this](const Error &reason) { trouble(reason.text); });
    connect(client, &ReconnectingClient::connected, this, [this] {
        if (!m_told.isEmpty())
            qCWarning(lcAgent, "%ls: connected again", qUtf16Printable(m_node));
        m_told.clear();
    });
}

void LinkNotes::trouble(const QString &reason)
{
    if (m_told == reason)
        return;
    m_told = reason;
    qCWarning(lcAgent, "%ls: no connection to cidd, trying again: %ls", qUtf16Printable(m_node),
              qUtf16Printable(reason));
}

} // namespace cid
