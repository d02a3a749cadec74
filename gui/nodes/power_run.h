// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

#include <QObject>
#include <QStringList>

class QProcess;

namespace cid {

/// Runs the settings' power command for each of some nodes, a few at a time, each with a deadline. The commands run on
/// this machine, beside cidd. Deleting it ends what runs. Used once.
class PowerRun : public QObject
{
    Q_OBJECT
public:
    /// \a action is what "%a" becomes: "on", "off" or "cycle".
    PowerRun(QString pattern, QString action, QStringList nodes, QObject *parent = nullptr);
    ~PowerRun() override;

    void start();

Q_SIGNALS:
    /// What the command printed, or why there was none.
    void ended(const QString &node, bool isGood, const QString &text);
    void finished();

private:
    void startNext();
    void begin(const NodeName &node);
    void over(const NodeName &node, QProcess &process, bool isGood);

    const QString m_pattern;
    const QString m_action;
    QStringList m_waiting;
    QList<QProcess *> m_running;
    bool m_isOver = false;
};

} // namespace cid
