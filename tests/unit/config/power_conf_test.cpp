// SPDX-License-Identifier: GPL-3.0-or-later
// power.conf says how machines are switched: what it may say, and who may write it.
#include "common/config/power_conf.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<PowerConfs> read(const QByteArray &text)
{
    const auto document = Document::parse(text, u"/etc/cid/power.conf"_s);
    return document ? readPowerConf(*document) : fail(document.error());
}

const QByteArray redfish = "[power \"bmc\"]\nvia = redfish\naddress = {node}-bmc\nuser = root\npassword_file = pw\n";

} // namespace

class TestPowerConf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeFileIsRead();
    void commandsAreWordsWithoutAShell_data();
    void commandsAreWordsWithoutAShell();
    void knownProgramsAreCalledInTheirOwnWords();
    void mistakesAreToldWithTheirPlace_data();
    void mistakesAreToldWithTheirPlace();
    void onlyRootsFileIsBelieved_data();
    void onlyRootsFileIsBelieved();
    void aPasswordIsNobodyElses_data();
    void aPasswordIsNobodyElses();
    void noFileIsNoWay();
    void theNodesNameIsFilledIn();
};

void TestPowerConf::aWholeFileIsRead()
{
    const QByteArray pin(64, 'a');
    const auto all = read(redfish + "system = Blade{node}\nfingerprint = " + pin
                          + "\nsoft = 2 min\nsettle = 30\ntimeout = 5s\nat_once = 4\npause = 3s\n"
                            "[power \"wol\"]\nvia = wake\n");
    QVERIFY2(all, all ? "" : qPrintable(all.error().text));
    QCOMPARE(all->size(), 2);
    const PowerConf bmc = all->value(u"bmc"_s);
    QCOMPARE(bmc.via, PowerVia::Redfish);
    QCOMPARE(bmc.passwordFile, u"/etc/cid/pw"_s);
    QCOMPARE(bmc.system, u"Blade{node}"_s);
    QCOMPARE(bmc.fingerprints, QList<QByteArray>(1, QByteArray::fromHex(pin)));
    QVERIFY(bmc.soft == 2min && bmc.settle == 30s && bmc.timeout == 5s && bmc.pause == 3s);
    QCOMPARE(bmc.atOnce, 4);
    QCOMPARE(all->value(u"wol"_s).via, PowerVia::Wake);
}

void TestPowerConf::commandsAreWordsWithoutAShell_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const char *command, const QStringList &words) {
        QTest::newRow(name) << QByteArray(command) << words;
    };
    row("blanks part words", "/sbin/pdu  off   {node}", {u"/sbin/pdu"_s, u"off"_s, u"{node}"_s});
    row("quotes hold words together", "/sbin/pdu \\\"a b\\\" c", {u"/sbin/pdu"_s, u"a b"_s, u"c"_s});
    row("what a shell would do is not done", "/sbin/pdu $(reboot) `id` ; rm * > x",
        {u"/sbin/pdu"_s, u"$(reboot)"_s, u"`id`"_s, u";"_s, u"rm"_s, u"*"_s, u">"_s, u"x"_s});
    row("an empty word is a word", "/sbin/pdu \\\"\\\" x", {u"/sbin/pdu"_s, QString(), u"x"_s});
}

void TestPowerConf::commandsAreWordsWithoutAShell()
{
    QFETCH(QByteArray, command);
    QFETCH(QStringList, words);
    const auto all =
        read("[power \"pdu\"]\nvia = command\nstatus = /sbin/s\non = /sbin/o\noff = \"" + command + "\"\n");
    QVERIFY2(all, all ? "" : qPrintable(all.error().text));
    const PowerConf conf = all->value(u"pdu"_s);
    QCOMPARE(conf.off, words);
    QVERIFY(conf.softOff.isEmpty());
}

void TestPowerConf::knownProgramsAreCalledInTheirOwnWords()
{
    const auto all = read("[power \"ipmi\"]\nvia = ipmi\naddress = {node}-bmc\nuser = root\npassword_file = /pw\n"
                          "[power \"pm\"]\nvia = powerman\naddress = pm:10101\n[power \"here\"]\nvia = powerman\n");
    QVERIFY2(all, all ? "" : qPrintable(all.error().text));
    QCOMPARE(all->value(u"ipmi"_s).softOff.join(u' '),
             u"/usr/bin/ipmitool -I lanplus -H {node}-bmc -U root -f /pw chassis power soft"_s);
    QCOMPARE(all->value(u"pm"_s).on.join(u' '), u"/usr/bin/powerman -h pm:10101 -1 {node}"_s);
    QCOMPARE(all->value(u"here"_s).status.join(u' '), u"/usr/bin/powerman -x -q {node}"_s);
}

void TestPowerConf::mistakesAreToldWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &text, const char *said) {
        QTest::newRow(name) << text << QString::fromLatin1(said);
    };
    row("a section without a way", "[power \"x\"]\nuser = a\n", "power.conf:1:1: \"via\" is missing");
    row("a way that nobody knows", "[power \"x\"]\nvia = magic\n", "power.conf:2:7: ");
    row("Redfish that trusts everybody", redfish, "\"ca\" or \"fingerprint\" is missing");
    row("Redfish without a password", "[power \"x\"]\nvia = redfish\naddress = a\nuser = u\n",
        "\"password_file\" is missing");
    row("a fingerprint that is none", redfish + "fingerprint = abcd\n", "power.conf:6:15: ");
    row("a command without off", "[power \"x\"]\nvia = command\nstatus = /s\non = /o\n", "\"off\" is missing");
    row("a program from somewhere in the path", "[power \"x\"]\nvia = command\nstatus = /s\non = /o\noff = reboot\n",
        "power.conf:5:7: found \"reboot\", expected the absolute path");
    row("a command that ipmitool would not be asked for",
        "[power \"x\"]\nvia = ipmi\naddress = a\nuser = u\npassword_file = /p\noff = /sbin/off\n", "power.conf:6:7: ");
    row("a section twice", "[power \"x\"]\nvia = wake\n[power \"x\"]\nvia = wake\n", "power.conf:3:1: ");
    row("a section with a name that node_db cannot say", "[power \"../x\"]\nvia = wake\n", "power.conf:1:1: ");
    row("a key that there is not", "[power \"x\"]\nvia = wake\npassword = secret\n", "power.conf:3:1: ");
}

void TestPowerConf::mistakesAreToldWithTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const auto all = read(text);
    QVERIFY(!all);
    QCOMPARE(all.error().kind, ErrorKind::Invalid);
    QVERIFY2(all.error().text.contains(said), qPrintable(all.error().text));
}

void TestPowerConf::onlyRootsFileIsBelieved_data()
{
    QTest::addColumn<uint>("owner");
    QTest::addColumn<uint>("mode");
    QTest::addColumn<bool>("isBelieved");
    QTest::newRow("root's own") << 0U << 0600U << true;
    QTest::newRow("root's, which cidd's group reads") << 0U << 0640U << true;
    QTest::newRow("root's, which everybody reads") << 0U << 0644U << true;
    QTest::newRow("the server's own") << 65'534U << 0600U << false;
    QTest::newRow("one that a group writes") << 0U << 0660U << false;
    QTest::newRow("one that everybody writes") << 0U << 0666U << false;
}

void TestPowerConf::onlyRootsFileIsBelieved()
{
    QFETCH(uint, owner);
    QFETCH(uint, mode);
    QFETCH(bool, isBelieved);
    if (::geteuid() != 0)
        QSKIP("only root makes files of root's");
    const QTemporaryDir folder;
    // What it includes counts as much as the file itself.
    for (const auto &name : {u"power.conf"_s, u"more"_s}) {
        for (const auto &[file, text] : {std::pair(u"power.conf"_s, "include \"more\"\n[power \"a\"]\nvia = wake\n"),
                                         std::pair(u"more"_s, "[power \"b\"]\nvia = wake\n")}) {
            QFile written(folder.filePath(file));
            QVERIFY(written.open(QIODevice::WriteOnly) && written.write(text) > 0);
            const QByteArray path = QFile::encodeName(written.fileName());
            QVERIFY(::chown(path.constData(), file == name ? owner : 0, 0) == 0);
            QVERIFY(::chmod(path.constData(), file == name ? mode : 0600) == 0);
        }
        const auto all = loadPowerConf(folder.filePath(u"power.conf"_s));
        QVERIFY2(all.has_value() == isBelieved, all ? "believed" : qPrintable(all.error().text));
        if (!isBelieved)
            QCOMPARE(all.error().code, QByteArray("power.unsafe"));
        else
            QCOMPARE(all->size(), 2);
    }
}

void TestPowerConf::aPasswordIsNobodyElses_data()
{
    QTest::addColumn<uint>("mode");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("its owner reads it") << 0400U << QByteArray();
    QTest::newRow("everybody reads it") << 0444U << QByteArray("key.unsafe");
    QTest::newRow("a group reads it that nobody named") << 0440U << QByteArray("key.unsafe");
    QTest::newRow("its owner writes it, as no other secret is") << 0600U << QByteArray("key.unsafe");
    QTest::newRow("there is none") << 0U << QByteArray("key.none");
}

void TestPowerConf::aPasswordIsNobodyElses()
{
    QFETCH(uint, mode);
    QFETCH(QByteArray, code);
    const QTemporaryDir folder;
    PowerConf conf;
    conf.name = u"bmc"_s;
    conf.passwordFile = folder.filePath(u"password"_s);
    QFile file(conf.passwordFile);
    if (mode != 0)
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("se cret\nmore\n") > 0
                && ::chmod(QFile::encodeName(conf.passwordFile).constData(), mode) == 0);
    file.close();
    const Status status = checkPasswords({{u"bmc"_s, conf}, {u"wol"_s, PowerConf{}}});
    QCOMPARE(status ? QByteArray() : status.error().code, code);
    if (status)
        QCOMPARE(*readPassword(conf), QByteArray("se cret"));
    else
        QVERIFY2(status.error().text.contains("section \"bmc\""_L1), qPrintable(status.error().text));
}

void TestPowerConf::noFileIsNoWay()
{
    const auto all = loadPowerConf(u"/nowhere/power.conf"_s);
    QVERIFY(all && all->isEmpty());
}

void TestPowerConf::theNodesNameIsFilledIn()
{
    QCOMPARE(filledIn(u"{node}-bmc.{node}.lan"_s, u"n7"_s), u"n7-bmc.n7.lan"_s);
    QCOMPARE(filledIn(u"10.0.0.1"_s, u"n7"_s), u"10.0.0.1"_s);
}

QTEST_GUILESS_MAIN(TestPowerConf)
#include "power_conf_test.moc"
