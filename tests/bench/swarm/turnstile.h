// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QQueue>

#include <functional>

namespace cid {

/// Lets that many at once through. Ten thousand machines have ten thousand processors for their handshakes; this
/// process has one, and what it begins it must end before the server's patience does, as they would.
class Turnstile
{
public:
    explicit Turnstile(int places)
        : m_free(places)
    { }

    /// Calls \a begin, now or when there is a place, if \a who still lives then. leave() ends its stay.
    void enter(QObject *who, std::function<void()> begin)
    {
        m_waiting.enqueue({who, std::move(begin)});
        admit();
    }
    void leave()
    {
        ++m_free;
        admit();
    }

private:
    struct Guest
    {
        QPointer<QObject> who;
        std::function<void()> begin;
    };

    void admit()
    {
        while (m_free > 0 && !m_waiting.isEmpty()) {
            const Guest guest = m_waiting.dequeue();
            if (!guest.who)
                continue;
            --m_free;
            guest.begin();
        }
    }

    int m_free;
    QQueue<Guest> m_waiting;
};

} // namespace cid
