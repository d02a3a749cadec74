// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/host_list.h"
#include "common/models/node_board.h"

namespace cid {

/// One server as the console sees it: the connection, its nodes, its images. Everything that a page needs. Lives on
/// the interface's thread; the connection works on one of its own.
class Session : public QObject
{
    Q_OBJECT
public:
    Session(QString title, ClientAccess access, QObject *parent = nullptr);

    [[nodiscard]] Status start() { return m_client.start(); }
    /// As the operator calls the server.
    [[nodiscard]] const QString &title() const { return m_title; }
    /// For what needs a connection of its own.
    [[nodiscard]] const ClientAccess &access() const { return m_access; }
    [[nodiscard]] CidClient &client() { return m_client; }
    [[nodiscard]] NodeBoard &board() { return m_board; }
    [[nodiscard]] NodeMirror &mirror() { return m_mirror; }
    [[nodiscard]] const ImagesReply &images() const { return m_images; }
    /// When the connection ended, ms since the epoch; 0 while it is up.
    [[nodiscard]] qint64 lostAt() const { return m_lostAt; }
    /// The nodes of a group as the nodes themselves say, for "@rack1".
    [[nodiscard]] HostGroups groups();

    void refreshImages();

Q_SIGNALS:
    void imagesChanged();

private:
    QString m_title;
    ClientAccess m_access;
    SystemClock m_clock;
    CidClient m_client;
    NodeMirror m_mirror;
    NodeBoard m_board;
    ImagesReply m_images;
    qint64 m_lostAt = 0;
};

} // namespace cid
