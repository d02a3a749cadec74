// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/main_window.h"

#include "gui/app/command_palette.h"
#include "gui/app/connection_banner.h"
#include "gui/app/language.h"
#include "gui/blancmange/blancmange_page.h"
#include "gui/events/events_page.h"
#include "gui/images/images_page.h"
#include "gui/jobs/job_table.h"
#include "gui/jobs/jobs_page.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/nodes_page.h"
#include "gui/widgets/desktop_note.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QSystemTrayIcon>
#include <QToolBar>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(QSettings &settings, KeyVault &vault, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_vault(vault)
    , m_pages(new QToolBar(tr("Pages"), this))
    , m_pageGroup(new QActionGroup(this))
    , m_stack(new QStackedWidget)
    , m_bannerPlace(new QWidget)
{
    initConsoleResources();
    setWindowIcon(QIcon(u":/icons/cid-console.svg"_s));
    m_pages->setObjectName(u"pages"_s);
    m_pages->setMovable(false);
    m_pages->setFloatable(false);
    m_pages->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_pages->setIconSize({26, 26});
    m_pages->setContextMenuPolicy(Qt::PreventContextMenu);
    addToolBar(Qt::LeftToolBarArea, m_pages);
    auto *middle = new QWidget;
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bannerPlace->setLayout(new QVBoxLayout);
    m_bannerPlace->layout()->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bannerPlace);
    layout->addWidget(m_stack, 1);
    setCentralWidget(middle);
    makeMenus();
    makeConnectPage();
    statusBar()->setSizeGripEnabled(false);
    resize(1360, 860);
    restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray());
    updateTitle();
    showPage(u"connect"_s);
}

MainWindow::~MainWindow()
{
    removeServerPages();
}

void MainWindow::makeConnectPage()
{
    m_connectPage = new ConnectPage(m_settings, m_vault);
    addPage(u"connect"_s, u"connect"_s, tr("Connect"), m_connectPage);
    connect(m_connectPage, &ConnectPage::chosen, this, &MainWindow::openServer);
}

void MainWindow::addPage(const QString &name, const QString &icon, const QString &title, Page *page)
{
    page->setObjectName(name);
    m_stack->addWidget(page);
    QAction *action = m_pages->addAction(tintedIcon(icon), title);
    action->setObjectName(name);
    action->setCheckable(true);
    const auto number = m_pages->actions().size();
    action->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(number)));
    action->setToolTip(tr("%1 (%2)").arg(title, action->shortcut().toString(QKeySequence::NativeText)));
    m_pageGroup->addAction(action);
    connect(action, &QAction::triggered, this, [this, page] { m_stack->setCurrentWidget(page); });
    connect(page, &Page::said, this, [this](const QString &text) { statusBar()->showMessage(text, statusMs); });
    connect(page, &Page::told, this, &MainWindow::notify);
}

void MainWindow::showPage(const QString &name)
{
    Page *wanted = page(name);
    if (!wanted)
        return;
    m_stack->setCurrentWidget(wanted);
    for (QAction *action : m_pageGroup->actions())
        action->setChecked(action->objectName() == name);
}

QStringList MainWindow::pageNames() const
{
    QStringList names;
    for (int i = 0; i < m_stack->count(); ++i)
        names.append(m_stack->widget(i)->objectName());
    return names;
}

Page *MainWindow::page(const QString &name) const
{
    for (int i = 0; i < m_stack->count(); ++i) {
        if (m_stack->widget(i)->objectName() == name)
            return qobject_cast<Page *>(m_stack->widget(i));
    }
    return nullptr;
}

void MainWindow::removePage(Page *old)
{
    old->saveState();
    const QList<QAction *> actions = m_pages->actions();
    for (QAction *action : actions) {
        if (action->objectName() == old->objectName())
            delete action;
    }
    m_stack->removeWidget(old);
    delete old;
}

void MainWindow::removeServerPages()
{
    for (const QString &name : pageNames()) {
        if (page(name) != m_connectPage)
            removePage(page(name));
    }
    delete m_banner;
    m_banner = nullptr;
}

QString MainWindow::draftFolder() const
{
    // Beside settings that were named: tests and demonstrations keep to themselves.
    const QString kept = m_settings.value(u"documents/drafts"_s).toString();
    return kept.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/drafts"_s : kept;
}

void MainWindow::openServer(const QString &title, const ClientAccess &access)
{
    removeServerPages();
    m_session.reset();
    m_session = std::make_unique<Session>(title, access);
    connect(&m_session->board(), &NodeBoard::pulsed, this, &MainWindow::watchFailures);
    connect(&m_session->client(), &CidClient::connected, this, &MainWindow::updateTitle);
    makeServerPages();
    const Status started = m_session->start();
    if (!started) {
        m_connectPage->showError(started.error());
        return;
    }
    updateTitle();
    showPage(u"nodes"_s);
}

void MainWindow::makeServerPages()
{
    m_banner = new ConnectionBanner(*m_session, m_bannerPlace);
    m_bannerPlace->layout()->addWidget(m_banner);
    auto *nodes = new NodesPage(*m_session, m_settings);
    auto *jobs = new JobsPage(*m_session, m_settings);
    auto *events = new EventsPage(*m_session, m_settings);
    auto *images = new ImagesPage(*m_session, m_settings, draftFolder());
    addPage(u"nodes"_s, u"nodes"_s, tr("Nodes"), nodes);
    addPage(u"jobs"_s, u"jobs"_s, tr("Jobs"), jobs);
    addPage(u"events"_s, u"events"_s, tr("Events"), events);
    addPage(u"images"_s, u"images"_s, tr("Images"), images);
    addPage(u"blancmange"_s, u"blancmange"_s, tr("Blancmange"), new BlancmangePage(*m_session, draftFolder()));
    connect(jobs, &JobsPage::jobEnded, this, [this](const Job &job) {
        if (m_settings.value(u"notify/jobs"_s, true).toBool())
            notify(tr("Job %1 is over: %2").arg(job.id, JobTable::stateWord(job.state)));
    });
    const auto showNodes = [this, nodes](const QString &filter) {
        nodes->filterLine().setText(filter);
        showPage(u"nodes"_s);
    };
    connect(jobs, &JobsPage::nodesWanted, nodes, showNodes);
    connect(events, &EventsPage::nodesWanted, nodes, showNodes);
    connect(images, &ImagesPage::nodesWanted, nodes, showNodes);
}

// Every text is made anew, not changed in place: what is looked at is shown again, and the connection stays.
void MainWindow::speak(const QString &code)
{
    m_settings.setValue(u"window/language"_s, code);
    const QString shown = m_stack->currentWidget()->objectName();
    QMap<QString, QVariantMap> moments;
    for (const QString &name : pageNames())
        moments.insert(name, page(name)->moment());
    removeServerPages();
    removePage(m_connectPage);
    installLanguage(code);
    makeMenus();
    makeConnectPage();
    if (m_session)
        makeServerPages();
    for (const QString &name : pageNames())
        page(name)->resume(moments.value(name));
    updateTitle();
    showPage(shown);
}

QList<QAction *> MainWindow::allCommands() const
{
    QList<QAction *> all = m_pageGroup->actions();
    if (const auto *current = qobject_cast<Page *>(m_stack->currentWidget()))
        all += current->commands();
    return all + m_commands;
}

void MainWindow::showPalette()
{
    auto *palette = new CommandPalette(allCommands(), this);
    palette->open();
}

void MainWindow::notify(const QString &text)
{
    statusBar()->showMessage(text, statusMs);
    if (isActiveWindow() || showDesktopNote(windowTitle(), text) || !QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
            raise();
            activateWindow();
        });
    }
    m_tray->show();
    m_tray->showMessage(windowTitle(), text, windowIcon());
}

void MainWindow::watchFailures()
{
    const NodeBoard &board = m_session->board();
    const int all = board.count();
    const int failed = board.count(NodeState::Failed) + board.count(NodeState::Lost);
    const int share = all > 0 ? failed * 100 / all : 0;
    const bool isOver = share >= m_settings.value(u"notify/failureShare"_s, 10).toInt() && failed > 0;
    if (isOver && !m_isWarned)
        notify(tr("%1 % of the nodes have failed").arg(share));
    m_isWarned = isOver;
}

void MainWindow::showAbout()
{
    const QString server = m_session ? m_session->client().serverName() : QString();
    QMessageBox::about(this, tr("About cid-console"),
                       tr("<h3>cid-console %1</h3><p>The operator's desktop of notP.</p><p>Qt %2, server: %3</p>"
                          "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                           .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion()),
                                server.isEmpty() ? tr("none") : server.toHtmlEscaped()));
}

void MainWindow::setAppearanceName(const QString &name)
{
    m_settings.setValue(u"window/appearance"_s, name);
    applyAppearance(*qApp, appearanceFromName(name));
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_session ? tr("%1 — cid-console").arg(m_session->title()) : u"cid-console"_s);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(u"window/geometry"_s, saveGeometry());
    for (int i = 0; i < m_stack->count(); ++i)
        static_cast<Page *>(m_stack->widget(i))->saveState();
    QMainWindow::closeEvent(event);
}

} // namespace cid
