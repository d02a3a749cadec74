// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/ledger.h"

#include <QElapsedTimer>

#include <iterator>
#include <utility>

namespace cid {

namespace {

/// Of one turn of the event loop.
constexpr qint64 turnMs = 5;

} // namespace

Ledger::Ledger(StoreClient &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_nextTurn(this)
{
    m_nextTurn.setSingleShot(true);
    connect(&m_nextTurn, &QTimer::timeout, this, &Ledger::carryOut);
}

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
        finish({}, std::move(actions));
        return;
    }
    m_committing = true;
    m_store.commit(std::move(changes), [this, actions = std::move(actions)](const Status &status) {
        m_committing = false;
        finish(status, actions);
    });
}

void Ledger::finish(const Status &status, std::vector<std::function<void()>> actions)
{
    if (!status) {
        m_broken = true;
        Q_EMIT failed(status.error());
        return;
    }
    m_due.insert(m_due.end(), std::make_move_iterator(actions.begin()), std::make_move_iterator(actions.end()));
    carryOut();
}

void Ledger::carryOut()
{
    QElapsedTimer turn;
    turn.start();
    while (!m_due.empty() && turn.elapsed() < turnMs) {
        const std::function<void()> action = std::move(m_due.front());
        m_due.pop_front();
        action();
    }
    if (!m_due.empty())
        m_nextTurn.start(0);
    flush();
    if (isIdle())
        Q_EMIT idle();
}

} // namespace cid
