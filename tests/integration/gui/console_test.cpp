// SPDX-License-Identifier: GPL-3.0-or-later
// A person's way through the console, against the demonstration's real cidd.
#include "gui/app/command_palette.h"
#include "gui/app/connection_banner.h"
#include "gui/app/language.h"
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
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
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
    void everyControlIsReachedByTab();
    void noPageIsCutOff_data();
    void noPageIsCutOff();
    void aLostServerIsSaid();

private:
    /// Calls \a look for each page, and for each tab of it, while it is shown.
    static void eachView(MainWindow &window, const std::function<void(const QString &name, QWidget &page)> &look);
    [[nodiscard]] static QStringList cutOff(const QWidget &page);
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
    m_settings->setValue(u"documents/drafts"_s, m_folder.filePath(u"drafts"_s));
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
    QSignalSpy accepted(dialog, &DeployDialog::deployed);
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
    QSignalSpy messages(m_window->statusBar(), &QStatusBar::messageChanged);
    auto *table = m_window->findChild<JobTable *>();
    QTRY_VERIFY(table->rowOf(m_job) >= 0);
    QTRY_VERIFY_WITH_TIMEOUT(table->jobs()[table->rowOf(m_job)].state != JobState::Active, 90'000);
    // It is said, too.
    QTRY_VERIFY(std::any_of(messages.begin(), messages.end(), [this](const QList<QVariant> &message) {
        return message[0].toString().startsWith(u"Job %1 is over"_s.arg(m_job));
    }));
}

void ConsoleTest::everyControlHasANameAndTheKeyboardReachesIt()
{
    QStringList nameless;
    eachView(*m_window, [&nameless](const QString &name, const QWidget &page) {
        for (const QWidget *widget : page.findChildren<QWidget *>()) {
            const bool isInner = widget->objectName().startsWith(u"qt_"_s) || !widget->isVisible();
            if (isInner || widget->focusPolicy() == Qt::NoFocus || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const QAccessibleInterface *one = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            if (one && one->text(QAccessible::Name).isEmpty() && one->text(QAccessible::Value).isEmpty())
                nameless << name + u": "_s + QString::fromLatin1(widget->metaObject()->className());
        }
    });
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void ConsoleTest::eachView(MainWindow &window, const std::function<void(const QString &, QWidget &)> &look)
{
    for (const QString &name : window.pageNames()) {
        window.showPage(name);
        QWidget &page = *window.page(name);
        auto *tabs = page.findChild<QTabWidget *>();
        for (int i = 0; i < (tabs ? tabs->count() : 1); ++i) {
            if (tabs)
                tabs->setCurrentIndex(i);
            QTest::qWait(0); // layouts
            look(tabs ? name + u'/' + tabs->tabText(i) : name, page);
        }
        if (tabs)
            tabs->setCurrentIndex(0);
    }
}

void ConsoleTest::everyControlIsReachedByTab()
{
    QStringList lost;
    eachView(*m_window, [&](const QString &name, QWidget &page) {
        QSet<const QWidget *> reached;
        // Once round the window.
        QWidget *widget = m_window.get();
        do {
            reached.insert(widget);
            widget = widget->nextInFocusChain();
        } while (widget != m_window.get());
        for (const QWidget *one : page.findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<const QAbstractButton *>(one) || qobject_cast<const QLineEdit *>(one)
                || qobject_cast<const QComboBox *>(one) || qobject_cast<const QAbstractItemView *>(one)
                || qobject_cast<const QPlainTextEdit *>(one);
            const bool isInner = one->objectName().startsWith(u"qt_"_s) || qobject_cast<const QHeaderView *>(one)
                || qobject_cast<const QToolButton *>(one) || !one->isVisible() || !one->isEnabled();
            const QWidget *proxy = one->focusProxy() ? one->focusProxy() : one;
            if (isControl && !isInner && (!(proxy->focusPolicy() & Qt::TabFocus) || !reached.contains(proxy)))
                lost << name + u": "_s + QString::fromLatin1(one->metaObject()->className()) + u' '
                        + one->accessibleName();
        }
    });
    QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
}

QStringList ConsoleTest::cutOff(const QWidget &page)
{
    QStringList cut;
    for (const QWidget *widget : page.findChildren<QWidget *>()) {
        // A line edit's own icons have a text for screen readers alone.
        if (!widget->isVisible() || widget->inherits("QLineEditIconButton"))
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool isText = (label && !label->wordWrap() && !label->text().isEmpty() && label->pixmap().isNull())
            || (button && !button->text().isEmpty());
        // An action that a bar has no room for hides behind its arrow.
        const bool isArrow = widget->objectName() == u"qt_toolbar_ext_button"_s;
        if (isArrow || (isText && widget->width() < widget->minimumSizeHint().width()))
            cut << QString::fromLatin1(widget->metaObject()->className()) + u": "_s
                    + (label        ? label->text()
                           : button ? button->text()
                                    : QString());
    }
    return cut;
}

void ConsoleTest::noPageIsCutOff_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &code : consoleLanguages())
        QTest::newRow(qPrintable(code)) << code;
}

void ConsoleTest::noPageIsCutOff()
{
    QFETCH(QString, language);
    const QSize screen(1280, 800);
    installLanguage(language);
    MainWindow window(*m_settings, *m_vault);
    window.show();
    window.openServer(u"demo"_s, m_server->access());
    window.resize(screen);
    QTRY_VERIFY_WITH_TIMEOUT(!window.session()->images().images.isEmpty(), 20'000);
    QStringList cut;
    eachView(window, [&cut](const QString &name, const QWidget &page) {
        // What the server tells just now may change a text whose layout follows a moment later.
        static_cast<void>(QTest::qWaitFor([&page] { return cutOff(page).isEmpty(); }, 1'000));
        for (const QString &text : cutOff(page))
            cut << name + u": "_s + text;
    });
    installLanguage(u"en"_s);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    QVERIFY2(window.width() <= screen.width() && window.height() <= screen.height(),
             qPrintable(u"%1 x %2"_s.arg(window.width()).arg(window.height())));
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
