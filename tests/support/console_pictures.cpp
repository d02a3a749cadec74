// SPDX-License-Identifier: GPL-3.0-or-later
// console_pictures FOLDER LOOK SCALE: takes a picture of every page of the demonstration. See tools/console-pictures.
#include "gui/app/command_palette.h"
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/app/settings_dialog.h"
#include "gui/blancmange/blancmange_page.h"
#include "gui/blancmange/build_steps.h"
#include "gui/builds/build_pane.h"
#include "gui/builds/mkimg_dialog.h"
#include "gui/demo/demo_server.h"
#include "gui/documents/diff_view.h"
#include "gui/documents/document_editor.h"
#include "gui/images/images_page.h"
#include "gui/jobs/jobs_page.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/nodes/deploy_dialog.h"
#include "gui/nodes/disk_list.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/nodes_page.h"
#include "gui/nodes/power_dialog.h"
#include "gui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLoggingCategory>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodes = 1'000;
constexpr int bestCompression = 0;
constexpr QSize pageSize(1400, 880);

class Photographer
{
public:
    Photographer(MainWindow &window, QSettings &settings, QString folder, QString suffix)
        : m_window(window)
        , m_settings(settings)
        , m_folder(std::move(folder))
        , m_suffix(std::move(suffix))
    { }

    void take(QWidget &widget, const QString &name) const
    {
        QTest::qWait(400);
        const QString path = m_folder + u"/console-"_s + name + m_suffix + u".png"_s;
        if (!widget.grab().save(path, "PNG", bestCompression))
            qFatal("%s cannot be written", qPrintable(path));
    }

    void takeAll() const
    {
        m_window.showPage(u"connect"_s);
        take(m_window, u"connect"_s);
        m_window.showPage(u"nodes"_s);
        auto &page = *qobject_cast<NodesPage *>(m_window.page(u"nodes"_s));
        page.selection().set({u"n0070"_s}, u"n0070"_s);
        waitForInstallation(u"n0070"_s);
        page.view().sortByColumn(NodeTableModel::Rate, Qt::DescendingOrder);
        page.view().scrollToTop();
        take(m_window, u"nodes"_s);
        auto *about = page.findChild<QTabWidget *>();
        about->setCurrentWidget(page.findChild<DiskList *>());
        take(m_window, u"nodes-disks"_s);
        about->setCurrentIndex(0);
        page.filterLine().setText(u"rack2 rate<90"_s);
        take(m_window, u"filter"_s);
        page.filterLine().setText({});
        QStringList names;
        for (int i = 193; i <= 224; ++i)
            names << u"n%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        DeployDialog::Wish wish{names + QStringList{u"n0450"_s, u"n0451"_s}, u"linux"_s, false, 16};
        auto *dialog = new DeployDialog(*m_window.session(), wish, &m_window);
        dialog->open();
        QTest::qWait(800);
        take(*dialog, u"deploy"_s);
        dialog->reject();
        takeDialogs();
        m_window.showPage(u"jobs"_s);
        QTest::qWait(6'000);
        take(m_window, u"jobs"_s);
        for (const QString &name : m_window.pageNames()) {
            if (name == "connect"_L1 || name == "nodes"_L1 || name == "jobs"_L1)
                continue;
            m_window.showPage(name);
            // A list without end says as much in fewer lines.
            m_window.resize(pageSize.width(), name == "events"_L1 ? pageSize.height() / 2 : pageSize.height());
            QTest::qWait(800);
            take(m_window, name);
        }
        m_window.resize(pageSize);
        takeDocuments();
    }

    void waitForInstallation(const NodeName &name) const
    {
        const NodeBoard &board = m_window.session()->board();
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const int row = board.rowOf(name);
                const Progress progress = row < 0 ? Progress{} : board.status(row).progress;
                return progress.total > 0 && progress.written > progress.total / 2;
            },
            60'000));
    }

    void takeDialogs() const
    {
        Session &session = *m_window.session();
        auto *capture =
            new CaptureDialog(session, {u"n0500"_s, CaptureDialog::freeName(session, u"n0500"_s), false}, &m_window);
        capture->show();
        capture->begin();
        QTest::qWait(2'500);
        take(*capture, u"capture"_s);
        delete capture;
        PowerDialog power({{u"n0500"_s, u"n0501"_s, u"n0502"_s}, u"/bin/echo power %a: %n"_s, 16}, &m_window);
        power.setAttribute(Qt::WA_DeleteOnClose, false);
        power.open();
        power.findChild<QPushButton *>(u"power"_s)->click();
        QTest::qWait(400);
        take(power, u"power"_s);
        SettingsDialog settings(m_settings, &m_window);
        settings.setAttribute(Qt::WA_DeleteOnClose, false);
        settings.open();
        take(settings, u"settings"_s);
        CommandPalette palette(m_window.allCommands(), &m_window);
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        palette.open();
        take(palette, u"palette"_s);
    }

    void takeDocuments() const
    {
        auto &images = *qobject_cast<ImagesPage *>(m_window.page(u"images"_s));
        DocumentEditor &editor = images.editor();
        m_window.showPage(u"images"_s);
        editor.tabs().setCurrentIndex(1);
        QByteArray text = editor.buffer().base();
        editor.buffer().replaceText(text.replace("keep = 3", "keep = many"));
        QTest::qWait(900);
        take(m_window, u"images-text"_s);
        editor.buffer().replaceText(QByteArray(editor.buffer().base()).replace("keep = 3", "keep = 4"));
        SaveDialog dialog(editor.buffer().path(), editor.buffer().base(), editor.buffer().text(), &m_window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.open();
        take(dialog, u"save"_s);
        dialog.reject();
        editor.buffer().replaceText(editor.buffer().base());
        auto *mkimg = new MkimgDialog(*m_window.session(), &m_window);
        mkimg->open();
        take(*mkimg, u"build-image"_s);
        mkimg->reject();
        editor.tabs().setCurrentIndex(3);
        take(m_window, u"images-files"_s);
        editor.tabs().setCurrentIndex(4);
        QTest::qWait(600);
        take(m_window, u"images-facts"_s);
        editor.tabs().setCurrentWidget(&images.builds());
        QTest::qWait(600);
        take(m_window, u"images-builds"_s);
        auto &blancmange = *qobject_cast<BlancmangePage *>(m_window.page(u"blancmange"_s));
        m_window.showPage(u"blancmange"_s);
        blancmange.editor().tabs().setCurrentWidget(&blancmange.steps());
        QTest::qWait(600);
        for (QCheckBox *box : blancmange.steps().findChildren<QCheckBox *>())
            box->setChecked(true);
        blancmange.steps().commands().value(1)->trigger();
        QTest::qWait(3'000);
        take(m_window, u"blancmange-build"_s);
    }

private:
    MainWindow &m_window;
    QSettings &m_settings;
    QString m_folder;
    QString m_suffix;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    if (argc != 4)
        qFatal("usage: console_pictures FOLDER LOOK SCALE");
    const QString look = QString::fromLocal8Bit(argv[2]);
    QFont font(u"Noto Sans"_s);
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    initConsoleResources();
    installLanguage(qEnvironmentVariable("CONSOLE_LANGUAGE", u"en"_s));
    applyAppearance(application, appearanceFromName(look));
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings"_s), QSettings::IniFormat);
    settings.setValue(u"window/appearance"_s, look);
    settings.setValue(u"documents/drafts"_s, folder.filePath(u"drafts"_s));
    KeyVault vault(folder.filePath(u"keys"_s), false);
    MainWindow window(settings, vault);
    window.resize(pageSize);
    window.show();
    DemoServer server;
    QObject::connect(&server, &DemoServer::ready, &window, [&] {
        window.openServer(MainWindow::tr("Demonstration"), server.access());
        const QString scale = QString::fromLocal8Bit(argv[3]);
        const QString suffix = u'-' + look + (scale == u"1"_s ? QString() : u"-2x"_s);
        QTest::qWait(3'000);
        Photographer(window, settings, QString::fromLocal8Bit(argv[1]), suffix).takeAll();
        QApplication::quit();
    });
    server.start(nodes);
    return QApplication::exec();
}
