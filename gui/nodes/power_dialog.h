// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace cid {

class PowerRun;

/// Switches nodes on or off with the command of the settings, and shows what it said for each. Many nodes want their
/// number typed.
class PowerDialog : public QDialog
{
    Q_OBJECT
public:
    struct Wish
    {
        QStringList nodes;
        QString pattern; ///< the settings' command
        int typeAbove = 16; ///< more nodes than that: type their number
    };
    explicit PowerDialog(Wish wish, QWidget *parent = nullptr);
    ~PowerDialog() override;

private:
    void build();
    void judge();
    void run();
    void showEnd(const QString &node, bool isGood, const QString &text);

    Wish m_wish;
    std::unique_ptr<PowerRun> m_run;
    int m_good = 0;
    int m_bad = 0;
    QComboBox *m_action;
    QLineEdit *m_typed;
    QTreeWidget *m_rows;
    QLabel *m_note;
    QPushButton *m_go = nullptr;
};

} // namespace cid
