// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QAction *action)
{
    QString name = action->text();
    return name.remove(u'&');
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_typed(new QLineEdit)
    , m_list(new QListWidget)
{
    std::copy_if(actions.begin(), actions.end(), std::back_inserter(m_actions),
                 [](const QAction *action) { return action->isEnabled() && !action->text().isEmpty(); });
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_typed->setPlaceholderText(tr("What do you want to do?"));
    m_typed->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands that fit"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_typed);
    layout->addWidget(m_list);
    resize(460, 360);
    m_typed->installEventFilter(this);
    connect(m_typed, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_typed, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    fill();
}

int CommandPalette::score(const QString &text, const QString &typed)
{
    int points = 0;
    qsizetype at = 0;
    for (const QChar c : typed) {
        const qsizetype found = text.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        const bool beginsWord = found == 0 || !text[found - 1].isLetterOrNumber();
        points += found == at ? 3 : beginsWord ? 2 : 0;
        at = found + 1;
    }
    return points;
}

void CommandPalette::fill()
{
    const QString typed = m_typed->text().trimmed();
    QList<std::pair<int, QAction *>> fitting;
    for (QAction *action : std::as_const(m_actions)) {
        const int points = score(nameOf(action), typed);
        if (points >= 0)
            fitting.append({points, action});
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    m_list->clear();
    for (const auto &[points, action] : std::as_const(fitting)) {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *item =
            new QListWidgetItem(action->icon(), keys.isEmpty() ? nameOf(action) : nameOf(action) + u"   "_s + keys);
        item->setData(Qt::UserRole, QVariant::fromValue(static_cast<void *>(action)));
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    auto *action = static_cast<QAction *>(item->data(Qt::UserRole).value<void *>());
    accept();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    // Up and down move in the list while one types.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (by != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + by, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace cid
