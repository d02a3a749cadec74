// SPDX-License-Identifier: GPL-3.0-or-later
// Programs and magic packets.
#include "daemon/power/command_device.h"
#include "daemon/power/power_control.h"
#include "daemon/power/wake_device.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QNetworkDatagram>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PowerConf scriptConf(const QString &script)
{
    PowerConf conf;
    conf.name = u"pdu"_s;
    conf.status = {script, u"status"_s, u"{node}"_s};
    conf.on = {script, u"on"_s, u"{node}"_s};
    conf.off = {script, u"off"_s, u"{node}"_s};
    conf.timeout = 5s;
    conf.settle = 5s;
    conf.soft = 0ms;
    conf.lookEvery = 10ms;
    conf.pause = 0ms;
    return conf;
}

/// A strip of sockets that remembers in files what is on and how many commands ran at one time.
QByteArray stripScript(const QString &folder)
{
    return "#!/bin/sh\ncd '" + folder.toUtf8() + R"(' || exit 1
case $1 in
status) if [ -e "$2.on" ]; then echo "$2: on"; else echo "$2: off"; fi ;;
on) mkdir "now.$2"; ls -d now.* | wc -l >>most; sleep 0.05; : >"$2.on"; rmdir "now.$2" ;;
off) rm -f "$2.on" ;;
esac
)";
}

} // namespace

class TestDevices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatAProgramSaysIsUnderstood_data();
    void whatAProgramSaysIsUnderstood();
    void aMachineIsSwitchedByPrograms();
    void aProgramThatFailsIsToldInItsWords_data();
    void aProgramThatFailsIsToldInItsWords();
    void noMoreThanWasSaidAreSwitchedAtOnce();
    void twoActsOnOneMachineAreRefusedAndOneAskedTwiceIsOne();
    void whatNobodyWantsAnyMoreIsNotDone();
    void whoeverGoesAwayHearsNothing();
    void magicPackets_data();
    void magicPackets();
    void aMagicPacketGoesToEachAddress();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_script;
};

void TestDevices::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_script = m_folder->filePath(u"strip"_s);
    QFile script(m_script);
    QVERIFY(script.open(QIODevice::WriteOnly) && script.write(stripScript(m_folder->path())) > 0);
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestDevices::whatAProgramSaysIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<PowerState>("state");
    const auto row = [](const char *name, const char *said, PowerState state) {
        QTest::newRow(name) << QByteArray(said) << state;
    };
    row("one word", "on\n", PowerState::On);
    row("in capitals", "OFF", PowerState::Off);
    row("ipmitool", "Chassis Power is on\n", PowerState::On);
    row("the last word counts", "Power was on, is now: off\n", PowerState::Off);
    row("a name and a state", "n7: off\n", PowerState::Off);
    row("powerman, on", "on:      n7\noff:     \nunknown: \n", PowerState::On);
    row("powerman, off", "on:      \noff:     n7\nunknown: \n", PowerState::Off);
    row("powerman, unknown", "on:      \noff:     \nunknown: n7\n", PowerState::Unknown);
    row("powerman, another machine", "on:      n71\noff:     \nunknown: n7\n", PowerState::Unknown);
    row("a word that only holds it", "offline button\n", PowerState::Unknown);
    row("nothing", "", PowerState::Unknown);
}

void TestDevices::whatAProgramSaysIsUnderstood()
{
    QFETCH(QByteArray, said);
    QFETCH(PowerState, state);
    QCOMPARE(CommandDevice::stateIn(said, u"n7"_s), state);
}

void TestDevices::aMachineIsSwitchedByPrograms()
{
    PowerControl control;
    control.use({{u"pdu"_s, scriptConf(m_script)}});
    const auto run = [&](PowerAct act) {
        std::optional<Result<PowerState>> got;
        control.run(u"pdu"_s, {u"n1"_s, {}}, act, [&](const auto &result) { got = result; });
        return QTest::qWaitFor([&] { return got.has_value(); }, 10'000) && *got ? **got : PowerState::Unknown;
    };
    QCOMPARE(run(PowerAct::Look), PowerState::Off);
    QCOMPARE(run(PowerAct::On), PowerState::On);
    QVERIFY(QFile::exists(m_folder->filePath(u"n1.on"_s)));
    QCOMPARE(run(PowerAct::Cycle), PowerState::On);
    QCOMPARE(run(PowerAct::Off), PowerState::Off);
    QCOMPARE(run(PowerAct::Off), PowerState::Off);
    QCOMPARE(control.count(), 0);
}

void TestDevices::aProgramThatFailsIsToldInItsWords_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *script, const char *code, const char *said) {
        QTest::newRow(name) << QByteArray(script) << QByteArray(code) << QString::fromLatin1(said);
    };
    row("with an error", "echo 'Unable to establish session' >&2; exit 1", "power.device",
        "Unable to establish session");
    row("without a word", "exit 3", "power.device", "ended with 3");
    row("that says neither", "echo maybe", "power.device", "neither \"on\" nor \"off\": maybe");
    row("that never ends", "exec sleep 600", "power.no-answer", "no end within 1 s");
    row("that never stops talking", "exec yes word", "power.no-answer", "no end within 1 s");
}

void TestDevices::aProgramThatFailsIsToldInItsWords()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, code);
    QFETCH(QString, said);
    QFile file(m_script);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("#!/bin/sh\n" + script + "\n") > 0);
    file.close();
    PowerConf conf = scriptConf(m_script);
    conf.timeout = 1s;
    PowerControl control;
    control.use({{u"pdu"_s, conf}});
    std::optional<Result<PowerState>> got;
    control.run(u"pdu"_s, {u"n1"_s, {}}, PowerAct::On, [&](const auto &result) { got = result; });
    QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), 10'000);
    QVERIFY(!*got);
    QCOMPARE(got->error().code, code);
    QVERIFY2(got->error().text.contains(said), qPrintable(got->error().text));
    QVERIFY(got->error().text.size() < 500);
}

void TestDevices::noMoreThanWasSaidAreSwitchedAtOnce()
{
    PowerConf conf = scriptConf(m_script);
    conf.atOnce = 3;
    conf.pause = 20ms;
    PowerControl control;
    control.use({{u"pdu"_s, conf}});
    constexpr int machines = 12;
    int on = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 1; i <= machines; ++i) {
        control.run(u"pdu"_s, {u"n%1"_s.arg(i), {}}, PowerAct::On,
                    [&](const auto &result) { on += result && *result == PowerState::On ? 1 : 0; });
    }
    QCOMPARE(control.count(), machines);
    QTRY_COMPARE_WITH_TIMEOUT(on, machines, 20'000);
    QVERIFY2(timer.elapsed() >= (machines - 1) * 20 * 9 / 10, "one after the other");
    QFile most(m_folder->filePath(u"most"_s));
    QVERIFY(most.open(QIODevice::ReadOnly));
    const QByteArrayList counts = most.readAll().simplified().split(' ');
    QCOMPARE(counts.size(), machines);
    for (const QByteArray &count : counts)
        QVERIFY2(count.toInt() <= 3, count.constData());
}

void TestDevices::twoActsOnOneMachineAreRefusedAndOneAskedTwiceIsOne()
{
    PowerControl control;
    control.use({{u"pdu"_s, scriptConf(m_script)}});
    int ends = 0;
    QByteArray code;
    const PowerTarget target{u"n1"_s, {}};
    control.run(u"pdu"_s, target, PowerAct::On, [&](const auto &) { ++ends; });
    control.run(u"pdu"_s, target, PowerAct::On, [&](const auto &) { ++ends; });
    control.run(u"pdu"_s, target, PowerAct::Off, [&](const auto &result) { code = result.error().code; });
    QCOMPARE(code, QByteArray("power.busy"));
    QCOMPARE(control.actOn(u"n1"_s), PowerAct::On);
    QTRY_COMPARE_WITH_TIMEOUT(ends, 2, 10'000);
    QCOMPARE(control.actOn(u"n1"_s), PowerAct::Look);
    control.run(u"none"_s, target, PowerAct::Off, [&](const auto &result) { code = result.error().code; });
    QCOMPARE(code, QByteArray("power.no-section"));
}

void TestDevices::whatNobodyWantsAnyMoreIsNotDone()
{
    PowerConf conf = scriptConf(m_script);
    conf.atOnce = 1;
    PowerControl control;
    control.use({{u"pdu"_s, conf}});
    bool isWanted = true;
    QByteArrayList ends;
    const auto note = [&](const auto &result) { ends.append(result ? "done" : result.error().code); };
    for (const auto &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        control.run(u"pdu"_s, {name, {}, [&] { return isWanted; }}, PowerAct::On, note);
    control.run(u"pdu"_s, {u"n3"_s, {}}, PowerAct::On, note); // An operator wants it as well.
    isWanted = false;
    QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 4, 10'000);
    QCOMPARE(ends, QByteArrayList({"done", "power.not-needed", "done", "done"}));
    QVERIFY(!QFile::exists(m_folder->filePath(u"n2.on"_s)));
    QVERIFY(QFile::exists(m_folder->filePath(u"n3.on"_s)));
}

void TestDevices::whoeverGoesAwayHearsNothing()
{
    int ends = 0;
    {
        PowerControl control;
        control.use({{u"pdu"_s, scriptConf(m_script)}});
        for (int i = 1; i <= 40; ++i)
            control.run(u"pdu"_s, {u"n%1"_s.arg(i), {}}, PowerAct::On, [&](const auto &) { ++ends; });
        QCoreApplication::processEvents();
        // A section that a reload takes away: what is under way there goes on.
        control.use({});
        QTRY_VERIFY_WITH_TIMEOUT(ends > 0, 10'000);
    }
    const int before = ends;
    QTest::qWait(100);
    QCOMPARE(ends, before);
}

void TestDevices::magicPackets_data()
{
    QTest::addColumn<QString>("mac");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("an Ethernet address") << u"52:54:00:12:34:56"_s << qsizetype(102);
    QTest::newRow("InfiniBand's twenty bytes")
        << u"80:00:02:08:fe:80:00:00:00:00:00:00:00:02:c9:03:00:28:e3:c1"_s << qsizetype(0);
    QTest::newRow("no address") << u"hello"_s << qsizetype(0);
    QTest::newRow("nothing") << QString() << qsizetype(0);
}

void TestDevices::magicPackets()
{
    QFETCH(QString, mac);
    QFETCH(qsizetype, size);
    const QByteArray packet = WakeDevice::magicPacket(mac);
    QCOMPARE(packet.size(), size);
    if (size > 0) {
        QVERIFY(packet.startsWith(QByteArray(6, '\xff')));
        QCOMPARE(packet.mid(6), QByteArray::fromHex("525400123456").repeated(16));
    }
}

void TestDevices::aMagicPacketGoesToEachAddress()
{
    QUdpSocket ear;
    QVERIFY(ear.bind(QHostAddress::LocalHost));
    PowerConf conf;
    conf.name = u"wol"_s;
    conf.via = PowerVia::Wake;
    conf.address = u"127.0.0.1:%1"_s.arg(ear.localPort());
    PowerControl control;
    control.use({{u"wol"_s, conf}});
    std::optional<Result<PowerState>> got;
    const PowerTarget target{u"n1"_s, {u"52:54:00:12:34:56"_s, u"bad"_s, u"52:54:00:12:34:57"_s}};
    control.run(u"wol"_s, target, PowerAct::On, [&](const auto &result) { got = result; });
    QTRY_VERIFY(got.has_value());
    QVERIFY(*got && **got == PowerState::Unknown);
    QByteArrayList packets;
    QTRY_VERIFY(
        (ear.hasPendingDatagrams() ? packets.append(ear.receiveDatagram().data()) : void(), packets.size() == 2));
    QCOMPARE(packets[1], WakeDevice::magicPacket(u"52:54:00:12:34:57"_s));
    control.run(u"wol"_s, target, PowerAct::Off, [&](const auto &result) { got = result; });
    QTRY_VERIFY(!*got);
    QCOMPARE(got->error().code, QByteArray("power.cannot"));
}

QTEST_GUILESS_MAIN(TestDevices)
#include "device_test.moc"
