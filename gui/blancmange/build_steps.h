// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QToolBar;
class QVBoxLayout;

namespace cid {

class BuildPane;
class SizeChart;

/// Blancmange's three steps and its publication, each with a button; the warnings that an operator has to acknowledge
/// first; what is there already; sizes by package; the builds with their logs. The session is borrowed.
class BuildSteps : public QWidget
{
    Q_OBJECT
public:
    explicit BuildSteps(Session &session, QWidget *parent = nullptr);

    /// Asks again what is there. After a change of top_config, too.
    void refresh();
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] BuildPane &pane() { return *m_pane; }

Q_SIGNALS:
    void said(const QString &text);
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void makeActions();
    void showPlace(const BuildPlaceReply &place);
    void showWarnings(const QList<BuildWarning> &warnings);
    void judge();
    void ask(BuildKind kind);
    [[nodiscard]] static QString filesText(const QString &title, const QList<BuildFile> &files);

    Session &m_session;
    BuildPane *m_pane = nullptr;
    SizeChart *m_chart = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_problem = nullptr;
    QVBoxLayout *m_warnings = nullptr;
    QHash<QByteArray, QCheckBox *> m_boxes; ///< by the warning's code
    QList<QAction *> m_steps;
    QAction *m_update = nullptr;
    bool m_canBuild = false;
    bool m_canPublish = false;
};

} // namespace cid
