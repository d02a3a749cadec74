// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/ledger.h"

#include <utility>

namespace cid {

Ledger::Ledger(StoreClient &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{ }

ChangeSet &Ledger::changes()
{
    schedule();
    return m_changes;
}

void Ledger::afterCommit(std::function<void()> action)
{
    m_actions.push_back(std::move(action));
    schedule();
}

void Ledger::schedule()
{
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_scheduled = false;
            flush();
        },
        Qt::QueuedConnection);
}

void Ledger::flush()
{
    if (m_committing || m_broken || (m_changes.isEmpty() && m_actions.empty()))
        return;
    ChangeSet changes = std::exchange(m_changes, {});
    auto actions = std::exchange(m_actions, {});
    if (changes.isEmpty()) {
        finish({}, actions);
        return;
    }
    m_committing = true;
    m_store.commit(std::move(changes), [this, actions = std::move(actions)](const Status &status) {
        m_committing = false;
        finish(status, actions);
    });
}

void Ledger::finish(const Status &status, const std::vector<std::function<void()>> &actions)
{
    if (!status) {
        m_broken = true;
        Q_EMIT failed(status.error());
        return;
    }
    for (const auto &action : actions)
        action();
    flush();
    if (isIdle())
        Q_EMIT idle();
}

} // namespace cid
