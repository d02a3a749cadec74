// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/doctor/finding.h"
#include "common/client/cid_client.h"

#include <QNetworkAccessManager>

namespace cid {

/// Looks at a whole notP: first what lies on this machine, then what cidd answers, then what a machine that starts
/// would get. Used once; lives on its owner's thread.
class Examination : public QObject
{
    Q_OBJECT
public:
    /// \a node alone, with its whole chain; empty: all of them.
    Examination(QString confPath, KeyChoice key, NodeName node, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// One part is through, in the order in which they matter.
    void checked(const cid::CheckedPart &part);
    void finished();

private:
    void connectToServer();
    void askImages();
    void askNodes();
    void askNode();
    void askDiscovered();
    void askPower();
    void askHttp();
    void askScheduler();
    void unreachable(const Error &error);
    void say(const CheckedPart &part);

    const QString m_confPath;
    const KeyChoice m_key;
    const NodeName m_node;
    CidConf m_conf;
    std::unique_ptr<CidClient> m_client;
    QNetworkAccessManager m_network;
    ImagesReply m_images;
    QList<NodeStatus> m_nodes;
    QList<PowerRow> m_power;
    QString m_mac; ///< of the one node
    bool m_isOver = false;
};

} // namespace cid
