// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/node_key.h"
#include "common/link/link_client.h"
#include "common/wire/node_messages.h"

namespace cid {

/// Asks cidd once which node this machine is, and for that node's own secret. Deletes itself after its one signal.
class Enrolment : public QObject
{
    Q_OBJECT
public:
    /// \a options prove that the machine holds the key that only enrols.
    Enrolment(const LinkClientOptions &options, EnrolRequest request, QObject *parent);

    void start() { m_client.start(); }

Q_SIGNALS:
    void enrolled(const cid::NodeKey &key);
    void failed(const cid::Error &error);

private:
    void ask(Link *link);
    void fail(const Error &error);

    LinkClient m_client;
    EnrolRequest m_request;
    bool m_isOver = false;
};

} // namespace cid
