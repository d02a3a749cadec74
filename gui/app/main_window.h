// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"
#include "gui/connect/connect_page.h"

#include <QMainWindow>

class QActionGroup;
class QStackedWidget;
class QSystemTrayIcon;
class QToolBar;

namespace cid {

class ConnectionBanner;
class NodesPage;

/// The console's window: pages at the left, the banner above them while there is no connection. The settings are
/// borrowed.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QSettings &settings, KeyVault &vault, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Leaves the server of before, where there was one.
    void openServer(const QString &title, const ClientAccess &access);
    /// "connect", "nodes", "jobs", …; nothing happens for a page that is not there.
    void showPage(const QString &name);
    /// Speaks that language from now on. Pages are made anew; the connection, unsaved texts and what is looked at stay.
    void speak(const QString &code);
    [[nodiscard]] QStringList pageNames() const;
    [[nodiscard]] Page *page(const QString &name) const;
    [[nodiscard]] Session *session() const { return m_session.get(); }
    /// Every action that can be done now.
    [[nodiscard]] QList<QAction *> allCommands() const;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    static constexpr int statusMs = 15'000;

    /// Also in place of those that are there.
    void makeMenus();
    void makeConsoleMenu(QMenu &menu);
    void makeLooksMenu(QMenu &menu);
    void makeLanguageMenu(QMenu &menu);
    /// Reads the server's files again, and says so.
    void reloadServer();
    struct CommandLook
    {
        QString icon; ///< may be empty
        QString text;
        QKeySequence keys;
    };
    template <typename Slot> QAction *addCommand(QMenu &menu, const CommandLook &look, Slot slot);
    void addPage(const QString &name, const QString &icon, const QString &title, Page *page);
    void makeConnectPage();
    void makeServerPages();
    void removePage(Page *old);
    void removeServerPages();
    [[nodiscard]] QString draftFolder() const;
    void showPalette();
    void showAbout();
    /// In the status bar, and as the desktop's notification where the window is not looked at.
    void notify(const QString &text);
    void watchFailures();
    void setAppearanceName(const QString &name);
    void updateTitle();

    QSettings &m_settings;
    KeyVault &m_vault;
    std::unique_ptr<Session> m_session;
    QToolBar *m_pages;
    QActionGroup *m_pageGroup;
    QStackedWidget *m_stack;
    QWidget *m_bannerPlace;
    ConnectionBanner *m_banner = nullptr;
    ConnectPage *m_connectPage = nullptr;
    QList<QMenu *> m_menus;
    QList<QAction *> m_commands;
    QSystemTrayIcon *m_tray = nullptr;
    bool m_isWarned = false;
};

} // namespace cid
