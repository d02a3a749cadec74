// SPDX-License-Identifier: GPL-3.0-or-later
// console_pictures FOLDER LOOK SCALE: takes a picture of every page of the demonstration. See tools/console-pictures.
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/demo/demo_server.h"
#include "gui/jobs/jobs_page.h"
#include "gui/nodes/deploy_dialog.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/nodes_page.h"
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QSettings>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodes = 1'000;

class Photographer
{
public:
    Photographer(MainWindow &window, QString folder, QString suffix)
        : m_window(window)
        , m_folder(std::move(folder))
        , m_suffix(std::move(suffix))
    { }

    void take(QWidget &widget, const QString &name) const
    {
        QTest::qWait(400);
        const QString path = m_folder + u"/console-"_s + name + m_suffix + u".png"_s;
        if (!widget.grab().save(path))
            qFatal("%s cannot be written", qPrintable(path));
    }

    void takeAll() const
    {
        m_window.showPage(u"connect"_s);
        take(m_window, u"connect"_s);
        m_window.showPage(u"nodes"_s);
        auto &page = *qobject_cast<NodesPage *>(m_window.page(u"nodes"_s));
        page.selection().set({u"n0070"_s}, u"n0070"_s);
        QTest::qWait(9'000);
        page.view().sortByColumn(NodeTableModel::Rate, Qt::DescendingOrder);
        take(m_window, u"nodes"_s);
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
        m_window.showPage(u"jobs"_s);
        QTest::qWait(6'000);
        take(m_window, u"jobs"_s);
        for (const QString &name : m_window.pageNames()) {
            if (name == "connect"_L1 || name == "nodes"_L1 || name == "jobs"_L1)
                continue;
            m_window.showPage(name);
            QTest::qWait(800);
            take(m_window, name);
        }
    }

private:
    MainWindow &m_window;
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
    KeyVault vault(folder.filePath(u"keys"_s), false);
    MainWindow window(settings, vault);
    window.resize(1400, 880);
    window.show();
    DemoServer server;
    QObject::connect(&server, &DemoServer::ready, &window, [&] {
        window.openServer(MainWindow::tr("Demonstration"), server.access());
        const QString scale = QString::fromLocal8Bit(argv[3]);
        const QString suffix = u'-' + look + (scale == u"1"_s ? QString() : u"-2x"_s);
        QTest::qWait(3'000);
        Photographer(window, QString::fromLocal8Bit(argv[1]), suffix).takeAll();
        QApplication::quit();
    });
    server.start(nodes);
    return QApplication::exec();
}
