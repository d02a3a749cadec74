// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/first_word.h"
#include "daemon/net/server_context.h"

namespace cid {

/// A machine that asks for a node's own secret, once and soon. Child of its link.
class EnrolSession : public QObject
{
    Q_OBJECT
public:
    EnrolSession(Link *link, ServerContext &context);

private:
    void take(const Envelope &envelope);

    Link *m_link;
    ServerContext &m_context;
    FirstWord *m_firstWord;
    bool m_asked = false;
};

} // namespace cid
