// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;
class QTreeWidget;

namespace cid {

class DiskList;
class TimelineView;

/// Everything about one node: what it does and did, why it failed, its log, what it is made of. Asks the server while
/// it is seen. The session is borrowed.
class NodePane : public QWidget
{
    Q_OBJECT
public:
    explicit NodePane(Session &session, QWidget *parent = nullptr);

    void show(const NodeName &node);

Q_SIGNALS:
    void said(const QString &text);

private:
    void build();
    void makeHead();
    [[nodiscard]] QWidget *makeLog();
    void makeTabs();
    void ask();
    void take(const NodeDetail &detail);
    void takeLog(const NodeDetail &detail);
    void takeHardware(const NodeDetail &detail);
    void takeHistory(const NodeDetail &detail);
    void askMedians(const JobId &job);
    void searchLog(bool backwards);

    Session &m_session;
    NodeName m_node;
    QTimer m_timer;
    JobId m_medianJob;
    QElapsedTimer m_medianAge;
    QStringList m_shownLog;
    QLabel *m_title = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_reason = nullptr;
    QTabWidget *m_tabs = nullptr;
    TimelineView *m_timeline = nullptr;
    QPlainTextEdit *m_log = nullptr;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_hardware = nullptr;
    DiskList *m_disks = nullptr;
    QTreeWidget *m_history = nullptr;
};

} // namespace cid
