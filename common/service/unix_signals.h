// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <memory>

class QSocketNotifier;

namespace cid {

/// Brings Unix signals into the event loop: the handler writes the number into a pipe, and received() comes from the
/// loop of the object's thread. One at a time in a process; the old handlers come back with its end. Children that
/// the process starts are not affected: no signal is blocked.
class UnixSignals : public QObject
{
    Q_OBJECT
public:
    /// \a numbers: for example SIGTERM, SIGHUP.
    explicit UnixSignals(const QList<int> &numbers, QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void received(int number);

private:
    void drain();

    class Saved;
    std::unique_ptr<Saved> m_saved;
    int m_readEnd = -1;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace cid
