// SPDX-License-Identifier: GPL-3.0-or-later
// Management controllers over real TLS, as different makers' behave, and as bad ones do.
#include "daemon/power/power_control.h"
#include "daemon/power/redfish_device.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A stand-in, tests/data/power, that goes with this.
class Controller
{
public:
    Controller(const QTemporaryDir &folder, const QString &nature, const QString &name = u"bmc"_s,
               const QString &other = {})
    {
        QStringList words{QStringLiteral(CID_TEST_DATA "/power/redfish_stand_in.py"), folder.filePath(name + u".crt"_s),
                          folder.filePath(name + u".key"_s), nature};
        if (!other.isEmpty())
            words.append(other);
        m_process.start(u"python3"_s, words);
        while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) { }
        if (m_process.canReadLine())
            m_port = m_process.readLine().trimmed().toInt();
    }
    ~Controller()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] int port() const { return m_port; }
    /// What it was asked so far.
    QByteArray heard()
    {
        m_process.waitForReadyRead(100);
        return m_heard += m_process.readAllStandardOutput();
    }
    QByteArrayList resets()
    {
        QByteArrayList kinds;
        for (const QByteArray &line : heard().split('\n')) {
            if (line.startsWith("RESET "))
                kinds.append(line.mid(6));
        }
        return kinds;
    }

private:
    QProcess m_process;
    QByteArray m_heard;
    int m_port = 0;
};

} // namespace

class TestRedfish : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachMakersMachineIsSwitched_data();
    void eachMakersMachineIsSwitched();
    void badControllersAreNamed_data();
    void badControllersAreNamed();
    void thePasswordGoesToNobodyElse_data();
    void thePasswordGoesToNobodyElse();
    void aSignerIsGoodForItsNamesAlone_data();
    void aSignerIsGoodForItsNamesAlone();
    void oneOfSeveralSystemsIsNamed();
    void aControllerThatHangsHoldsNobodyUp();
    void resetsAreChosenFromWhatIsOffered_data();
    void resetsAreChosenFromWhatIsOffered();

private:
    [[nodiscard]] PowerConf confFor(const Controller &controller) const;
    Result<PowerState> run(const PowerConf &conf, PowerAct act);

    QTemporaryDir m_folder;
    QByteArray m_pin;
    QByteArray m_otherPin;
};

void TestRedfish::initTestCase()
{
    QProcess shell;
    shell.setWorkingDirectory(m_folder.path());
    shell.start(u"sh"_s, {u"-ec"_s, uR"SH(
make() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout $1.key -out $1.crt -subj /CN=$2 $3 2>/dev/null; }
make bmc nobody; make other nobody
make ca site
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout signed.key -out signed.csr -subj /CN=localhost 2>/dev/null
printf 'subjectAltName=DNS:localhost\n' >ext
openssl x509 -req -in signed.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out signed.crt 2>/dev/null
printf 'se:cret\nnot this\n' >password; chmod 400 password
for one in bmc other; do openssl x509 -in $one.crt -noout -fingerprint -sha256 | sed 's/.*=//'; done
)SH"_s});
    QVERIFY(shell.waitForFinished(30'000));
    QCOMPARE(shell.exitCode(), 0);
    const QByteArrayList pins = shell.readAllStandardOutput().replace(':', QByteArray()).split('\n');
    m_pin = QByteArray::fromHex(pins.value(0));
    m_otherPin = QByteArray::fromHex(pins.value(1));
    QCOMPARE(m_pin.size(), 32);
}

PowerConf TestRedfish::confFor(const Controller &controller) const
{
    PowerConf conf;
    conf.name = u"bmc"_s;
    conf.via = PowerVia::Redfish;
    conf.address = u"{node}:%1"_s.arg(controller.port());
    conf.user = u"operator"_s;
    conf.passwordFile = m_folder.filePath(u"password"_s);
    conf.fingerprints = {m_otherPin, m_pin};
    conf.timeout = 2s;
    conf.soft = 2s;
    conf.settle = 3s;
    conf.lookEvery = 20ms;
    conf.pause = 0ms;
    return conf;
}

Result<PowerState> TestRedfish::run(const PowerConf &conf, PowerAct act)
{
    PowerControl control;
    control.use({{u"bmc"_s, conf}});
    std::optional<Result<PowerState>> got;
    control.run(u"bmc"_s, {u"localhost"_s, {}}, act, [&](const auto &result) { got = result; });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 30'000))
        return fail(makeError(ErrorKind::Timeout, "test", u"no end"_s));
    return *got;
}

void TestRedfish::eachMakersMachineIsSwitched_data()
{
    QTest::addColumn<QString>("maker");
    QTest::addColumn<QByteArray>("resets");
    for (const char *maker : {"dell", "hpe", "supermicro", "openbmc", "bare"})
        QTest::newRow(maker) << QString::fromLatin1(maker) << QByteArray("GracefulShutdown On GracefulShutdown");
    QTest::newRow("one that cannot ask an operating system") << u"no-soft"_s << QByteArray("ForceOff On ForceOff");
    QTest::newRow("one whose operating system does not hear")
        << u"deaf"_s << QByteArray("GracefulShutdown ForceOff On GracefulShutdown ForceOff");
}

void TestRedfish::eachMakersMachineIsSwitched()
{
    QFETCH(QString, maker);
    QFETCH(QByteArray, resets);
    Controller controller(m_folder, maker);
    QVERIFY(controller.port() > 0);
    PowerConf conf = confFor(controller);
    conf.soft = 500ms;
    const auto is = [&](PowerAct act, PowerState state) {
        const auto result = run(conf, act);
        return result ? *result == state : (qWarning("%ls", qUtf16Printable(result.error().text)), false);
    };
    QVERIFY(is(PowerAct::Look, PowerState::On));
    QVERIFY(is(PowerAct::On, PowerState::On));
    QVERIFY(is(PowerAct::Cycle, PowerState::On));
    QVERIFY(is(PowerAct::Off, PowerState::Off));
    QVERIFY(is(PowerAct::Off, PowerState::Off));
    QCOMPARE(controller.resets().join(' '), resets);
}

void TestRedfish::badControllersAreNamed_data()
{
    QTest::addColumn<QString>("nature");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QString &nature, const char *code, const char *said) {
        QTest::newRow(name) << nature << QByteArray(code) << QString::fromLatin1(said);
    };
    row("one that hangs", u"hangs"_s, "power.no-answer", "no answer within 2 s");
    row("one that resets the connection", u"resets"_s, "power.device", "/redfish/v1/Systems: ");
    row("one that never stops answering", u"long"_s, "power.device", "longer than 1048576 bytes");
    row("one that answers something else", u"no-json"_s, "power.device", "no JSON object");
    row("one that lies", u"lies"_s, "power.still-on", "is on after 3 s");
    row("one that sends its asker elsewhere", u"elsewhere"_s, "power.device", "HTTP 307");
    row("one whose system lies elsewhere", u"foreign"_s, "power.device", "names no system");
    row("one whose system moved and has no reset", u"moved"_s, "power.device", "names no way to reset it");
}

void TestRedfish::badControllersAreNamed()
{
    QFETCH(QString, nature);
    QFETCH(QByteArray, code);
    QFETCH(QString, said);
    Controller controller(m_folder, nature, u"bmc"_s, u"9"_s);
    PowerConf conf = confFor(controller);
    conf.soft = 0ms;
    const auto result = run(conf, PowerAct::Off);
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QVERIFY2(result.error().text.contains(said), qPrintable(result.error().text));
    QVERIFY(!result.error().text.contains("cret"_L1));
}

void TestRedfish::thePasswordGoesToNobodyElse_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("isPinned");
    QTest::newRow("another certificate than the pinned ones") << u"other"_s << false;
    QTest::newRow("a certificate of somebody's authority, where one is pinned") << u"signed"_s << false;
    QTest::newRow("the pinned one") << u"bmc"_s << true;
}

void TestRedfish::thePasswordGoesToNobodyElse()
{
    QFETCH(QString, certificate);
    QFETCH(bool, isPinned);
    Controller controller(m_folder, u"dell"_s, certificate);
    PowerConf conf = confFor(controller);
    conf.fingerprints = {m_pin};
    const auto result = run(conf, PowerAct::Look);
    QCOMPARE(result.has_value(), isPinned);
    if (!isPinned) {
        QCOMPARE(result.error().code, QByteArray("power.not-trusted"));
        QCOMPARE(controller.heard(), QByteArray());
    }
    // A user that the controller does not know is said to be that.
    conf.user = u"nobody"_s;
    if (isPinned)
        QVERIFY(run(conf, PowerAct::Look).error().text.contains("user and password"_L1));
}

void TestRedfish::aSignerIsGoodForItsNamesAlone_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("the name that was signed") << u"localhost"_s << u"signed"_s << true;
    QTest::newRow("another name") << u"127.0.0.1"_s << u"signed"_s << false;
    QTest::newRow("a certificate that nobody signed") << u"localhost"_s << u"other"_s << false;
}

void TestRedfish::aSignerIsGoodForItsNamesAlone()
{
    QFETCH(QString, host);
    QFETCH(QString, certificate);
    QFETCH(bool, isTrusted);
    Controller controller(m_folder, u"dell"_s, certificate);
    PowerConf conf = confFor(controller);
    conf.address = u"%1:%2"_s.arg(host).arg(controller.port());
    conf.fingerprints.clear();
    conf.ca = m_folder.filePath(u"ca.crt"_s);
    const auto result = run(conf, PowerAct::Look);
    QVERIFY2(result.has_value() == isTrusted, result ? "trusted" : qPrintable(result.error().text));
    if (!isTrusted) {
        QCOMPARE(result.error().code, QByteArray("power.not-trusted"));
        QCOMPARE(controller.heard(), QByteArray());
    }
}

void TestRedfish::oneOfSeveralSystemsIsNamed()
{
    Controller controller(m_folder, u"two"_s);
    PowerConf conf = confFor(controller);
    const auto unclear = run(conf, PowerAct::Look);
    QVERIFY(!unclear);
    QVERIFY2(unclear.error().text.contains("System.Embedded.1, Node2"_L1), qPrintable(unclear.error().text));
    conf.system = u"System.Embedded.1"_s;
    QVERIFY(run(conf, PowerAct::Look));
}

void TestRedfish::aControllerThatHangsHoldsNobodyUp()
{
    Controller hanging(m_folder, u"hangs"_s);
    Controller well(m_folder, u"dell"_s);
    PowerConf other = confFor(well);
    other.name = u"well"_s;
    PowerControl control;
    control.use({{u"bmc"_s, confFor(hanging)}, {u"well"_s, other}});
    QElapsedTimer timer;
    timer.start();
    bool hangs = true;
    bool isWell = false;
    control.run(u"bmc"_s, {u"localhost"_s, {}}, PowerAct::Off, [&](const auto &) { hangs = false; });
    control.run(u"well"_s, {u"localhost"_s, {}}, PowerAct::Look,
                [&](const auto &result) { isWell = result.has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(isWell, 10'000);
    QVERIFY(hangs);
    QTRY_VERIFY_WITH_TIMEOUT(!hangs, 10'000);
}

void TestRedfish::resetsAreChosenFromWhatIsOffered_data()
{
    QTest::addColumn<PowerStep>("step");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("chosen");
    const QStringList both{u"ForceOn"_s, u"On"_s, u"PowerCycle"_s};
    QTest::newRow("on, the plain one first") << PowerStep::On << both << u"On"_s;
    QTest::newRow("on, forced where there is no other") << PowerStep::On << QStringList{u"ForceOn"_s} << u"ForceOn"_s;
    QTest::newRow("off") << PowerStep::Off << QStringList{u"ForceOff"_s} << u"ForceOff"_s;
    QTest::newRow("no list: what the standard names") << PowerStep::SoftOff << QStringList() << u"GracefulShutdown"_s;
    QTest::newRow("a button that switches both ways is not pressed")
        << PowerStep::SoftOff << QStringList{u"PushPowerButton"_s} << QString();
    QTest::newRow("a restart is no off") << PowerStep::Off << QStringList{u"ForceRestart"_s} << QString();
}

void TestRedfish::resetsAreChosenFromWhatIsOffered()
{
    QFETCH(PowerStep, step);
    QFETCH(QStringList, offered);
    QFETCH(QString, chosen);
    QCOMPARE(RedfishDevice::resetType(step, offered), chosen);
}

QTEST_GUILESS_MAIN(TestRedfish)
#include "redfish_test.moc"
