// SPDX-License-Identifier: GPL-3.0-or-later
// The console before ten thousand nodes that each report every second: what does the interface's thread cost, how long
// does it ever hold up, how fast do filter and sorting answer, how much memory? The server is a process of its own.
// Prints figures; fails where twice of what is promised is passed. BENCH_NODES and BENCH_SECONDS set
// the size.
#include "gui/app/main_window.h"
#include "gui/demo/demo_server.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/nodes_page.h"
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>
#include <ctime>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

int setting(const char *name, int byDefault)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : byDefault;
}

double threadSeconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Of /proc/self/status, in MB.
double memory(const char *field)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

int serve(int nodes)
{
    DemoServer server;
    QObject::connect(&server, &DemoServer::ready, qApp, [&server] {
        const ClientAccess &access = server.access();
        std::printf("%d %s %s\n", access.servers.first().port, access.fingerprints.first().constData(),
                    access.secret.toHex().constData());
        std::fflush(stdout);
        server.makeEveryoneReport();
    });
    server.start(nodes);
    return QCoreApplication::exec();
}

} // namespace

class BenchConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theInterfaceStaysQuick();
    void filterAndSortingAnswer();
    void cleanupTestCase();

private:
    [[nodiscard]] NodesPage &page() const { return *qobject_cast<NodesPage *>(m_window->page(u"nodes"_s)); }

    QTemporaryDir m_folder;
    QProcess m_server;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<KeyVault> m_vault;
    std::unique_ptr<MainWindow> m_window;
    int m_nodes = 0;
};

void BenchConsole::initTestCase()
{
    m_nodes = setting("BENCH_NODES", 10'000);
    applyAppearance(*qApp, Appearance::Light);
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // One rack in eight does not take part.
    m_server.start(QCoreApplication::applicationFilePath(), {u"serve"_s, QString::number(m_nodes * 8 / 7)});
    QTRY_VERIFY_WITH_TIMEOUT(m_server.canReadLine(), 120'000);
    const QByteArrayList words = m_server.readLine().trimmed().split(' ');
    QCOMPARE(words.size(), 3);
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
    m_vault = std::make_unique<KeyVault>(m_folder.filePath(u"keys"_s), false);
    m_window = std::make_unique<MainWindow>(*m_settings, *m_vault);
    m_window->resize(1600, 1000);
    m_window->show();
    m_window->openServer(u"bench"_s,
                         {{{u"127.0.0.1"_s, words[0].toUShort()}}, {words[1]}, QByteArray::fromHex(words[2])});
    const auto count = [this] { return m_window->session()->board().count(NodeState::Installing); };
    QTRY_VERIFY_WITH_TIMEOUT(count() >= m_nodes, 180'000);
    page().view().sortByColumn(NodeTableModel::Rate, Qt::DescendingOrder);
}

void BenchConsole::theInterfaceStaysQuick()
{
    const int seconds = setting("BENCH_SECONDS", 30);
    QElapsedTimer gap;
    qint64 longest = 0;
    int over = 0;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] {
        const qint64 took = gap.restart();
        longest = std::max(longest, took);
        over += took > 50;
    });
    int changes = 0;
    connect(&m_window->session()->mirror(), &NodeMirror::rowsChanged, this,
            [&changes](const QList<int> &rows) { changes += static_cast<int>(rows.size()); });
    beat.start(1);
    gap.start();
    const double before = threadSeconds();
    QStringList sizes;
    for (int tenth = 0; tenth < 10; ++tenth) {
        QTest::qWait(seconds * 100);
        sizes << QString::number(memory("VmRSS"), 'f', 0);
    }
    const double share = (threadSeconds() - before) / seconds * 100;
    beat.stop();
    qInfo("%d nodes, %.0f changes a second: interface thread %.1f %% of a core, the beat itself included", m_nodes,
          static_cast<double>(changes) / seconds, share);
    qInfo("longest time without a turn of the event loop %lld ms, %d over 50 ms", longest, over);
    qInfo("memory at most %.0f MB; after each tenth of the time %s MB", memory("VmHWM"), qPrintable(sizes.join(u' ')));
    QVERIFY(changes > 0);
    QVERIFY(share < 30);
    QVERIFY(memory("VmHWM") < 600);
}

void BenchConsole::filterAndSortingAnswer()
{
    const auto measure = [this](const char *what, const std::function<void()> &act) {
        QElapsedTimer timer;
        timer.start();
        act();
        page().view().viewport()->repaint();
        const qint64 took = timer.elapsed();
        qInfo("%s: %lld ms", what, took);
        return took;
    };
    FilterLine &line = page().filterLine();
    NodeView &view = page().view();
    QVERIFY(measure("filter by group", [&] { line.setText(u"group:rack3"_s); }) < 200);
    QVERIFY(measure("filter by rate", [&] { line.setText(u"rate<1"_s); }) < 200);
    QVERIFY(measure("filter by pattern", [&] { line.setText(u"wanted:gpu-* n*7"_s); }) < 200);
    QVERIFY(measure("no filter", [&] { line.clear(); }) < 200);
    QVERIFY(measure("sort by name", [&] { view.sortByColumn(NodeTableModel::Name, Qt::DescendingOrder); }) < 200);
    QVERIFY(measure("sort by image", [&] { view.sortByColumn(NodeTableModel::Image, Qt::AscendingOrder); }) < 200);
    QVERIFY(measure("sort by time left", [&] { view.sortByColumn(NodeTableModel::Left, Qt::AscendingOrder); }) < 200);
}

void BenchConsole::cleanupTestCase()
{
    m_window.reset();
    m_server.kill();
    m_server.waitForFinished();
}

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "serve") {
        QCoreApplication application(argc, argv);
        return serve(std::atoi(argv[2]));
    }
    // QTest ends a function after five minutes.
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number((setting("BENCH_SECONDS", 30) + 600) * 1000));
    QApplication application(argc, argv);
    BenchConsole bench;
    return QTest::qExec(&bench, argc, argv);
}

#include "console.moc"
