// SPDX-License-Identifier: GPL-3.0-or-later
// console_watch ADDRESS FINGERPRINT KEY-FILE PICTURE: the console on a server of which another program makes use.
// Prints a line for everything that its node table shows anew, takes a picture when every node is between a tenth and
// nine tenths of its installation, and ends when the table shows every node as running.
#include "common/config/cid_conf.h"
#include "common/config/key_file.h"
#include "common/models/node_table_model.h"
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/nodes_page.h"
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize pageSize(1400, 880);

class Watcher
{
public:
    Watcher(MainWindow &window, QString picture)
        : m_window(window)
        , m_picture(std::move(picture))
    { }

    void look()
    {
        auto *page = qobject_cast<NodesPage *>(m_window.page(u"nodes"_s));
        const QAbstractItemModel &table = *page->view().model();
        bool isUnderWay = table.rowCount() > 0;
        bool isDone = isUnderWay;
        for (int row = 0; row < table.rowCount(); ++row) {
            const auto at = [&](int column, int role) { return table.index(row, column).data(role); };
            const QString name = at(NodeTableModel::Name, Qt::DisplayRole).toString();
            const QString stage = at(NodeTableModel::Stage, Qt::DisplayRole).toString();
            const QString progress = at(NodeTableModel::ProgressColumn, Qt::DisplayRole).toString();
            const QString line = u"%1 %2 %3"_s.arg(name, stage, progress);
            if (m_shown.value(name) != line)
                std::printf("%s\n", qUtf8Printable(line));
            m_shown.insert(name, line);
            const int percent = QString(progress).remove(u'%').trimmed().toInt();
            isUnderWay = isUnderWay && stage == u"Installing"_s && percent > 10 && percent < 90;
            isDone = isDone && stage == u"Running"_s;
        }
        std::fflush(stdout);
        if (isUnderWay && !std::exchange(m_isTaken, true)) {
            const QString first = table.index(0, NodeTableModel::Name).data().toString();
            page->selection().set({first}, first);
            // What the pane shows of the chosen node is asked for first.
            QTimer::singleShot(600, &m_window, [this] { m_window.grab().save(m_picture); });
        }
        if (isDone)
            QTimer::singleShot(0, &m_window, [] { QApplication::quit(); });
    }

private:
    MainWindow &m_window;
    const QString m_picture;
    QMap<QString, QString> m_shown;
    bool m_isTaken = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    if (argc != 5)
        qFatal("usage: console_watch ADDRESS FINGERPRINT KEY-FILE PICTURE");
    const auto key = readKeyFile(QString::fromLocal8Bit(argv[3]), {});
    const auto endpoint = parseEndpoint(QString::fromLocal8Bit(argv[1]));
    if (!key || !endpoint)
        qFatal("%s", key ? "the address cannot be read" : qPrintable(key.error().text));
    QFont font(u"Noto Sans"_s);
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    initConsoleResources();
    installLanguage(u"en"_s);
    applyAppearance(application, appearanceFromName(u"light"_s));
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings"_s), QSettings::IniFormat);
    KeyVault vault(folder.filePath(u"keys"_s), false);
    MainWindow window(settings, vault);
    window.resize(pageSize);
    window.show();
    window.openServer(QString::fromLocal8Bit(argv[1]), {{*endpoint}, {argv[2]}, *key});
    window.showPage(u"nodes"_s);
    Watcher watcher(window, QString::fromLocal8Bit(argv[4]));
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &window, [&watcher] { watcher.look(); });
    timer.start(250);
    return QApplication::exec();
}
