// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QTcpServer>
#include <QTimer>

namespace cid {

/// Accepts connections for boot files, up to a cap in all and one for each address, and ends those on which nothing
/// moves. Who is turned away is closed at once: iPXE tries again by itself.
class BootListener : public QTcpServer
{
    Q_OBJECT
public:
    explicit BootListener(QObject *parent = nullptr);

    [[nodiscard]] qsizetype openCount() const { return m_open.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void closeIdle();
    [[nodiscard]] qsizetype countOf(const QString &address) const;

    struct Open
    {
        QString address;
        QElapsedTimer moved;
    };
    QHash<QTcpSocket *, Open> m_open;
    QTimer m_watch;
};

} // namespace cid
