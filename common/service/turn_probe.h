// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

class QAbstractEventDispatcher;

namespace cid {

/// Measures the longest turn of one thread's event loop: from its waking up until it waits again. Child of that
/// thread's dispatcher; lives on its thread. Costs two readings of the clock a turn.
class TurnProbe : public QObject
{
    Q_OBJECT
public:
    /// \a name says in the log whose loop it is.
    TurnProbe(QString name, QAbstractEventDispatcher *dispatcher);

    /// A line about the longest turn since the last one, that often. On the dispatcher's thread.
    void report(std::chrono::milliseconds every);
    /// The longest turn since the last call; the one under way counts.
    [[nodiscard]] std::chrono::microseconds takeLongest();

private:
    void endTurn();

    QString m_name;
    QElapsedTimer m_turn; ///< invalid while the loop waits
    std::chrono::nanoseconds m_longest{0};
    quint64 m_turns = 0;
    QTimer m_reporter;
};

} // namespace cid
