// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/farewells.h"

#include <QPointer>

namespace cid {

Farewells::Farewells(LookUp lookUp, QObject *parent)
    : QObject(parent)
    , m_lookUp(std::move(lookUp))
{ }

void Farewells::add(const QString &node, const QString &address)
{
    if (m_waiting.size() >= maxWaiting) {
        Q_EMIT told(node);
        return;
    }
    m_waiting.enqueue({node, address});
    next();
}

void Farewells::next()
{
    while (m_running < maxAtOnce && !m_waiting.isEmpty()) {
        const Leaver leaver = m_waiting.dequeue();
        ++m_running;
        m_lookUp(leaver.address, [self = QPointer(this), leaver](const QString &name) {
            if (!self)
                return;
            --self->m_running;
            Q_EMIT self->told(name.isEmpty() ? leaver.node : name);
            self->next();
        });
    }
}

} // namespace cid
