// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "daemon/net/server_context.h"

namespace cid {

/// A machine that asks for a node's own secret, once. Child of its link.
class EnrolSession : public QObject
{
    Q_OBJECT
public:
    EnrolSession(Link *link, ServerContext &context);

private:
    void take(const Envelope &envelope);

    Link *m_link;
    ServerContext &m_context;
    bool m_asked = false;
};

} // namespace cid
