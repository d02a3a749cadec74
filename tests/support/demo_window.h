// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/demo/demo_server.h"

#include <QAction>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace cid::test {

/// The console's window over a demonstration of its own, with settings, keys and drafts that are gone afterwards.
class DemoWindow
{
public:
    /// False where the demonstration does not start. All nodes are back from what it begins with when this returns.
    [[nodiscard]] bool open(int nodes, int speed)
    {
        initConsoleResources();
        installLanguage(QStringLiteral("en"));
        m_settings.setValue(QStringLiteral("documents/drafts"), m_folder.filePath(QStringLiteral("drafts")));
        QSignalSpy ready(&m_server, &DemoServer::ready);
        m_server.start(nodes, speed);
        if (!QTest::qWaitFor([&ready] { return !ready.isEmpty(); }, 30'000))
            return false;
        m_window.resize(1280, 800);
        m_window.show();
        m_window.openServer(QStringLiteral("demo"), m_server.access());
        return QTest::qWaitForWindowActive(&m_window) && QTest::qWaitFor([this] { return isQuiet(); }, 90'000);
    }

    [[nodiscard]] MainWindow &window() { return m_window; }
    [[nodiscard]] QSettings &settings() { return m_settings; }
    [[nodiscard]] const ClientAccess &access() const { return m_server.access(); }
    [[nodiscard]] Session &session() { return *m_window.session(); }
    template <class PageType> [[nodiscard]] PageType &page(const QString &name)
    {
        m_window.showPage(name);
        return *qobject_cast<PageType *>(m_window.page(name));
    }
    [[nodiscard]] QAction *command(const QString &text)
    {
        for (QAction *action : m_window.allCommands()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

private:
    [[nodiscard]] bool isQuiet()
    {
        const QList<NodeStatus> &nodes = session().mirror().nodes();
        return !session().images().images.isEmpty() && !nodes.isEmpty()
            && std::none_of(nodes.begin(), nodes.end(),
                            [](const NodeStatus &one) { return one.connected && !one.wanted.isNull(); });
    }

    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("settings")), QSettings::IniFormat};
    KeyVault m_vault{m_folder.filePath(QStringLiteral("keys")), false};
    DemoServer m_server;
    MainWindow m_window{m_settings, m_vault};
};

} // namespace cid::test
