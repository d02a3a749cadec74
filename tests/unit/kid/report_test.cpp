// SPDX-License-Identifier: GPL-3.0-or-later
// What a bug report says of a machine, and what it never says.
#include "kid/report/machine_report.h"
#include "kid/report/report_text.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

constexpr char nodeSecret[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

// Of a system that has only some programs; what they say does not matter here.
class FakeRunner final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        if (command.program == u"wipefs"_s)
            return CommandOutput{
                0, "{\"signatures\": [{\"device\": \"x\", \"offset\": \"0x0\", \"type\": \"xfs\"}]}", {}};
        if (command.program == u"dmesg"_s)
            return CommandOutput{0, QByteArray("e1000e: probe failed\nsecret of the node: ") + nodeSecret + '\n', {}};
        if (command.program == u"ip"_s)
            return fail(makeError(ErrorKind::Timeout, "process.timeout", u"ip did not end within 20 s"_s));
        return fail(makeError(ErrorKind::NotFound, "process.not-found", u"there is no "_s + command.program));
    }
};

} // namespace

class ReportTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    LocalFileSystem m_local{Durability::None};
    FileSystem &m_files = m_local;
    FakeRunner m_runner;

    [[nodiscard]] QString at(const QString &path) const { return m_folder.filePath(path); }
    void put(const QString &path, const QByteArray &content)
    {
        QVERIFY(m_files.makeFolder(at(path).section(u'/', 0, -2), 0755));
        QVERIFY(m_files.replace(at(path), content));
    }
    [[nodiscard]] QByteArray report()
    {
        const SystemFolders folders{at(u"sys"_s), at(u"proc"_s), at(u"dev"_s),
                                    at(u"run"_s), at(u"root"_s), at(u"loaders"_s)};
        return machineReport({&m_runner, &m_files, folders, at(u"etc/cid.conf"_s)});
    }

private Q_SLOTS:
    void initTestCase()
    {
        put(u"etc/cid.conf"_s, "[cid]\nserver = 127.0.0.1\nkey = " + at(u"etc/key"_s).toUtf8() + '\n');
        put(u"etc/key"_s, QByteArray(nodeSecret).toUpper() + '\n');
        put(u"etc/node.key"_s, QByteArray("n1 3 ") + nodeSecret + '\n');
        put(u"proc/cmdline"_s, "cid.blancmange=disk cid.password=opensesame console=ttyS0\n");
        put(u"root/var/log/cidkid.log"_s, QByteArray(1'000'000, 'x') + "\nthe last line\n");
        put(u"sys/bus/pci/devices/0000:00:03.0/vendor"_s, "0x8086\n");
        put(u"sys/devices/pci/block/sda/size"_s, "4096\n");
        put(u"sys/devices/pci/block/sda/removable"_s, "0\n");
        QVERIFY(m_files.makeFolder(at(u"sys/devices/pci/block/sda/device"_s), 0755));
        QVERIFY(m_files.makeFolder(at(u"sys/block"_s), 0755));
        QVERIFY(QFile::link(at(u"sys/devices/pci/block/sda"_s), at(u"sys/block/sda"_s)));
        put(u"dev/sda"_s, QByteArray(2 << 20, '\0'));
    }

    void whatIsSecretStaysHere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("a password") << QByteArray("password = opensesame\n") << QByteArray("opensesame");
        QTest::newRow("a password in quotation marks")
            << QByteArray("PASSWORD=\"open sesame\"\n") << QByteArray("sesame");
        QTest::newRow("a value in JSON") << QByteArray("{\"api_token\": \"opensesame\"}\n") << QByteArray("opensesame");
        QTest::newRow("a word of the kernel's command line")
            << QByteArray("quiet root_passwd=opensesame ro\n") << QByteArray("opensesame");
        QTest::newRow("a wireless key") << QByteArray("wpa-psk: opensesame") << QByteArray("opensesame");
        QTest::newRow("a password in an address")
            << QByteArray("mirror http://anna:opensesame@host/x\n") << QByteArray("opensesame");
        QTest::newRow("a database's password")
            << QByteArray("database = postgresql://cid:opensesame@host/x\n") << QByteArray("opensesame");
        QTest::newRow("the hash of a password")
            << QByteArray("root:$6$saltsalt$openSesame/123456789:19000\n") << QByteArray("openSesame");
        QTest::newRow("a newer hash of a password")
            << QByteArray("root:$y$j9T$saltsalt$openSesame/123456789:19000\n") << QByteArray("openSesame");
        QTest::newRow("a private key") << QByteArray(
            "-----BEGIN PRIVATE KEY-----\nopenSesame\n-----END PRIVATE KEY-----\n")
                                       << QByteArray("openSesame");
        QTest::newRow("a private key that was cut")
            << QByteArray("-----BEGIN RSA PRIVATE KEY-----\nopenSesame\nmore") << QByteArray("openSesame");
    }

    void whatIsSecretStaysHere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, secret);
        QVERIFY(text.contains(secret));
        ReportText report;
        report.add(u"log"_s, "before\n" + text + "\nafter\n");
        QVERIFY2(!report.bytes().contains(secret), report.bytes());
        QVERIFY2(report.bytes().contains("before\n") && report.bytes().contains("(hidden)"), report.bytes());
    }

    void whatIsNoSecretIsShown()
    {
        const QByteArray text =
            "server_fingerprint = 0f1e2d3c\nkey = /etc/cid/key\nhttp://host:8080/x\npassed: 3\n$HOME\n";
        QCOMPARE(withoutSecrets(text), text);
    }

    void aTerminalIsSafe()
    {
        ReportText report;
        report.add(u"log"_s, QByteArray("a\x1b[2Jb\0c\xff\xfe\tä\n", 14));
        QCOMPARE(report.bytes(), QByteArray("== log\na?[2Jb?c??\tä\n"));
    }

    void ofALongLogTheEndStays()
    {
        const QByteArray text = report();
        QVERIFY(text.contains("the last line\n"));
        QVERIFY(text.contains("bytes are left out"));
        QVERIFY(text.size() < 2 * maxReportSection);
    }

    void keysStandNowhere()
    {
        const QByteArray text = report();
        QVERIFY(!text.contains(nodeSecret));
        QVERIFY(!text.contains(QByteArray(nodeSecret).toUpper()));
        QVERIFY(!text.contains("opensesame"));
        QVERIFY2(text.contains("node.key: "), text); // That it is there, and its mode, is worth knowing.
    }

    void itSaysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("what runs") << QByteArray("Blancmange runs, from disk.\n");
        QTest::newRow("a card without a driver") << QByteArray("0000:00:03.0 0x8086:- class - no driver\n");
        QTest::newRow("a stranger's disk") << QByteArray("signatures: xfs\nIt is not notP's.\n");
        QTest::newRow("a server that does not answer") << QByteArray("== whether 127.0.0.1 port 38008 answers\n");
        QTest::newRow("what the kernel said") << QByteArray("e1000e: probe failed\n");
        QTest::newRow("a program that hung") << QByteArray("== ip link\nip did not end within 20 s\n");
    }

    void itSaysWhatIsWrong()
    {
        QFETCH(QByteArray, line);
        const QByteArray text = report();
        QVERIFY2(text.contains(line), text.left(8'000));
    }

    void aWrongConfigurationIsNamed()
    {
        const auto right = m_files.read(at(u"etc/cid.conf"_s));
        put(u"etc/cid.conf"_s, "[cid]\nsrever = 127.0.0.1\n");
        const QByteArray text = report();
        put(u"etc/cid.conf"_s, *right);
        QVERIFY2(text.contains("== what is wrong with cid.conf\n") && text.contains("srever"), text.left(8'000));
        QVERIFY(!text.contains(nodeSecret));
    }

    void theProgramWritesItForItsOwnerAlone()
    {
        QProcess program;
        program.start(u"" CID_BINARY_DIR "/kid/cidkid"_s,
                      {u"--report"_s, at(u"report.txt"_s), u"--config"_s, at(u"etc/cid.conf"_s)});
        QVERIFY(program.waitForFinished(50'000));
        QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
        const auto facts = m_files.facts(at(u"report.txt"_s));
        QVERIFY(facts && facts->size > 1'000);
        QCOMPARE(facts->mode, 0600U);
        QVERIFY(m_files.read(at(u"report.txt"_s))->startsWith("== notP\ncidkid "));
        program.start(u"" CID_BINARY_DIR "/kid/cidkid"_s, {u"--report"_s, u"/nowhere/report.txt"_s});
        QVERIFY(program.waitForFinished(50'000));
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.readAllStandardError().contains("/nowhere/report.txt"));
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
