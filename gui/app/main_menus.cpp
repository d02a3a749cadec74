// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's menus, in the language of the moment.
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/app/settings_dialog.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QActionGroup>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>

namespace cid {

using namespace Qt::StringLiterals;

template <typename Slot> QAction *MainWindow::addCommand(QMenu &menu, const CommandLook &look, Slot slot)
{
    QAction *action =
        look.icon.isEmpty() ? menu.addAction(look.text) : menu.addAction(tintedIcon(look.icon), look.text);
    action->setShortcut(look.keys);
    connect(action, &QAction::triggered, this, std::move(slot));
    m_commands.append(action);
    return action;
}

void MainWindow::reloadServer()
{
    if (!m_session)
        return;
    m_session->client().ask<OkReply>(ReloadRequest{}, [self = QPointer(this)](const Result<OkReply> &reply) {
        if (!self)
            return;
        self->statusBar()->showMessage(reply ? tr("cidd has read its files again.") : reply.error().text, statusMs);
        if (self->m_session)
            self->m_session->refreshImages();
    });
}

void MainWindow::makeConsoleMenu(QMenu &menu)
{
    addCommand(menu, {u"search"_s, tr("All commands…"), QKeySequence(u"Ctrl+K"_s)}, &MainWindow::showPalette);
    addCommand(menu, {u"reload"_s, tr("Let cidd read its files again"), QKeySequence(u"Ctrl+Shift+F5"_s)},
               &MainWindow::reloadServer);
    addCommand(menu, {u"settings"_s, tr("Settings…"), QKeySequence::Preferences}, [this] {
        auto *dialog = new SettingsDialog(m_settings, this);
        dialog->open();
    });
    menu.addSeparator();
    addCommand(menu, {u"cancel"_s, tr("Quit"), QKeySequence::Quit}, &QWidget::close);
}

void MainWindow::makeLooksMenu(QMenu &menu)
{
    auto *looks = new QActionGroup(&menu);
    const QString now = m_settings.value(u"window/appearance"_s).toString();
    for (const auto &[name, text] : {std::pair{u"system"_s, tr("As the system")}, std::pair{u"light"_s, tr("Light")},
                                     std::pair{u"dark"_s, tr("Dark")}}) {
        QAction *action = addCommand(menu, {u"palette"_s, text, {}}, [this, name = name] { setAppearanceName(name); });
        action->setCheckable(true);
        action->setChecked(appearanceName(appearanceFromName(now)) == name);
        looks->addAction(action);
    }
}

void MainWindow::makeLanguageMenu(QMenu &menu)
{
    auto *languages = new QActionGroup(&menu);
    for (const QString &code : QStringList{QString()} + consoleLanguages()) {
        const QString name = code.isEmpty() ? tr("As the system") : languageName(code);
        // Later: the menu that was chosen from is made anew, too.
        QAction *action = addCommand(menu, {{}, name, {}}, [this, code] {
            QMetaObject::invokeMethod(this, [this, code] { speak(code); }, Qt::QueuedConnection);
        });
        action->setCheckable(true);
        action->setChecked(m_settings.value(u"window/language"_s).toString() == code);
        languages->addAction(action);
    }
}

void MainWindow::makeMenus()
{
    m_commands.clear();
    menuBar()->clear();
    qDeleteAll(m_menus);
    m_menus.clear();
    m_pages->setWindowTitle(tr("Pages"));
    for (const QString &title : {tr("&Console"), tr("&View"), tr("&Help")})
        m_menus.append(menuBar()->addMenu(title));
    makeConsoleMenu(*m_menus[0]);
    makeLooksMenu(*m_menus[1]);
    makeLanguageMenu(*m_menus[1]->addMenu(tr("&Language")));
    addCommand(*m_menus[2], {u"ok"_s, tr("About cid-console"), {}}, &MainWindow::showAbout);
}

} // namespace cid
