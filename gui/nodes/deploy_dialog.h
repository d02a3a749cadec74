// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace cid {

/// Brings nodes into an image, after it has shown what that means: the folded list, what happens on how many nodes,
/// which cannot take part and why, which disks are written. Many nodes want their number typed. The session is
/// borrowed.
class DeployDialog : public QDialog
{
    Q_OBJECT
public:
    struct Wish
    {
        QStringList nodes;
        QString image; ///< may be empty: to be chosen
        bool reinstall = false;
        int typeAbove = 16; ///< more nodes than that: type their number
    };
    DeployDialog(Session &session, const Wish &wish, QWidget *parent = nullptr);

Q_SIGNALS:
    void deployed(const QString &job, int nodes);

private:
    void build();
    void makeWish();
    void makePlan();
    void makeAnswer();
    void plan();
    void showPlan(const Result<PlanReply> &reply);
    void judge();
    void deploy();
    [[nodiscard]] QString wordOf(const QString &action) const;
    /// What is written where, or why nothing is.
    [[nodiscard]] QString noteOf(const PlanRow &row) const;

    Session &m_session;
    Wish m_wish;
    QTimer m_timer;
    PlanReply m_plan;
    QStringList m_eligible;
    quint32 m_question = 0;
    bool m_isAsked = false;
    QLineEdit *m_hosts = nullptr;
    QComboBox *m_image = nullptr;
    QCheckBox *m_reinstall = nullptr;
    QCheckBox *m_take = nullptr;
    QLabel *m_summary = nullptr;
    QTreeWidget *m_rows = nullptr;
    QLabel *m_typeLabel = nullptr;
    QLineEdit *m_typed = nullptr;
    QLabel *m_error = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace cid
