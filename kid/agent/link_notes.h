// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace cid {

class ReconnectingClient;

/// Tells the log, and with it Blancmange's console, that the server is out of reach and for what reason: once for each
/// reason, not for each try. Lives with the client that it watches.
class LinkNotes : public QObject
{
    Q_OBJECT
public:
    LinkNotes(ReconnectingClient *client, const QString &node);

private:
    void trouble(const QString &reason);

    QString m_node;
    QString m_told; ///< the reason that was told last; empty while connected
};

} // namespace cid
