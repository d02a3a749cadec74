// SPDX-License-Identifier: GPL-3.0-or-later
// A person's way through the console, against the demonstration's real cidd.
#include "gui/app/command_palette.h"
#include "gui/app/connection_banner.h"
#include "gui/app/main_window.h"
#include "gui/demo/demo_server.h"
#include "gui/jobs/job_table.h"
#include "gui/nodes/deploy_dialog.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/nodes_page.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace cid;
using namespace Qt::StringLiterals;

class ConsoleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyNodeIsShown();
    void aFilterLeavesOneRack();
    void nodesOfTheMapAreDeployed();
    void theJobIsSeenToItsEnd();
    void everyControlHasANameAndTheKeyboardReachesIt();
    void aLostServerIsSaid();

private:
    static constexpr int nodes = 200;

    [[nodiscard]] NodesPage &nodesPage() const { return *qobject_cast<NodesPage *>(m_window->page(u"nodes"_s)); }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<KeyVault> m_vault;
    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<MainWindow> m_window;
    JobId m_job;
};

void ConsoleTest::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
    m_vault = std::make_unique<KeyVault>(m_folder.filePath(u"keys"_s), false);
    m_server = std::make_unique<DemoServer>();
    m_window = std::make_unique<MainWindow>(*m_settings, *m_vault);
    QSignalSpy ready(m_server.get(), &DemoServer::ready);
    QSignalSpy failed(m_server.get(), &DemoServer::failed);
    m_server->start(nodes, 40);
    QTRY_VERIFY_WITH_TIMEOUT(ready.size() + failed.size() > 0, 30'000);
    QCOMPARE(failed.size(), 0);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->openServer(u"demo"_s, m_server->access());
}

void ConsoleTest::everyNodeIsShown()
{
    QTRY_COMPARE_WITH_TIMEOUT(nodesPage().view().model()->rowCount(), nodes, 20'000);
    QVERIFY(m_window->session()->client().isConnected());
    QTRY_VERIFY(!m_window->session()->images().images.isEmpty());
    const auto *banner = m_window->findChild<ConnectionBanner *>();
    QVERIFY(banner && !banner->isVisible());
}

void ConsoleTest::aFilterLeavesOneRack()
{
    QTest::keyClicks(&nodesPage().filterLine(), u"group:rack3"_s);
    QTRY_COMPARE(nodesPage().view().model()->rowCount(), 64);
    nodesPage().filterLine().clear();
    QTRY_COMPARE(nodesPage().view().model()->rowCount(), nodes);
}

void ConsoleTest::nodesOfTheMapAreDeployed()
{
    HeatMap &map = nodesPage().heatMap();
    const QPoint first = map.cellCenter(u"n130"_s);
    QVERIFY(!first.isNull());
    QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, first);
    for (const QString &name : {u"n131"_s, u"n132"_s, u"n133"_s})
        QTest::mouseClick(map.viewport(), Qt::LeftButton, Qt::ControlModifier, map.cellCenter(name));
    QCOMPARE(nodesPage().selection().nodes().size(), 4);
    QTest::keyClick(&map, Qt::Key_D, Qt::ControlModifier);
    auto *dialog = nodesPage().findChild<DeployDialog *>();
    QVERIFY(dialog);
    QSignalSpy accepted(dialog, &DeployDialog::accepted);
    auto *image = dialog->findChild<QComboBox *>();
    image->setCurrentText(u"login"_s);
    auto *go = dialog->findChild<QPushButton *>(u"deploy"_s);
    QTRY_VERIFY(go->isEnabled());
    const auto *rows = dialog->findChild<QTreeWidget *>();
    QTRY_VERIFY(rows->topLevelItemCount() > 0);
    go->click();
    QTRY_COMPARE(accepted.size(), 1);
    m_job = accepted[0][0].toString();
    QVERIFY(m_job.startsWith(u"console-"_s));
}

void ConsoleTest::theJobIsSeenToItsEnd()
{
    m_window->showPage(u"jobs"_s);
    auto *table = m_window->findChild<JobTable *>();
    QTRY_VERIFY(table->rowOf(m_job) >= 0);
    QTRY_VERIFY_WITH_TIMEOUT(table->jobs()[table->rowOf(m_job)].state != JobState::Active, 90'000);
}

void ConsoleTest::everyControlHasANameAndTheKeyboardReachesIt()
{
    QStringList nameless;
    for (const QString &page : m_window->pageNames()) {
        m_window->showPage(page);
        for (const QWidget *widget : m_window->page(page)->findChildren<QWidget *>()) {
            const bool isInner = widget->objectName().startsWith(u"qt_"_s) || !widget->isVisible();
            if (isInner || widget->focusPolicy() == Qt::NoFocus || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const QAccessibleInterface *one = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            if (one && one->text(QAccessible::Name).isEmpty() && one->text(QAccessible::Value).isEmpty())
                nameless << page + u": "_s + QString::fromLatin1(widget->metaObject()->className());
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void ConsoleTest::aLostServerIsSaid()
{
    m_window->showPage(u"nodes"_s);
    m_server.reset();
    const auto *banner = m_window->findChild<ConnectionBanner *>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    QCOMPARE(nodesPage().view().model()->rowCount(), nodes);
}

QTEST_MAIN(ConsoleTest)
#include "console_test.moc"
