// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_command.h"
#include "gui/nodes/power_run.h"

#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class NodeCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNameStaysAPartOfOneWord_data();
    void aNameStaysAPartOfOneWord();
    void whatIsNoNameIsNotRun_data();
    void whatIsNoNameIsNotRun();
    void everyNodeIsSwitched();
    void whatFailsIsSaid();
};

void NodeCommandTest::aNameStaysAPartOfOneWord_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("ssh") << u"term -e ssh root@%n"_s << QStringList{u"term"_s, u"-e"_s, u"ssh"_s, u"root@n1"_s};
    QTest::newRow("power") << u"powerman --%a %n"_s << QStringList{u"powerman"_s, u"--cycle"_s, u"n1"_s};
    QTest::newRow("quotes") << u"ipmi -P \"a b\" -H %n-bmc"_s
                            << QStringList{u"ipmi"_s, u"-P"_s, u"a b"_s, u"-H"_s, u"n1-bmc"_s};
    QTest::newRow("twice") << u"x %n,%n"_s << QStringList{u"x"_s, u"n1,n1"_s};
    QTest::newRow("no shell reads it") << u"echo $(id); %n > f"_s
                                       << QStringList{u"echo"_s, u"$(id);"_s, u"n1"_s, u">"_s, u"f"_s};
}

void NodeCommandTest::aNameStaysAPartOfOneWord()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, words);
    const auto command = NodeCommand::of(pattern, u"n1"_s, u"cycle"_s);
    QVERIFY(command);
    QCOMPARE(QStringList{command->program} + command->arguments, words);
}

void NodeCommandTest::whatIsNoNameIsNotRun_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("node");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nothing set") << u"  "_s << u"n1"_s << QByteArray("command.empty");
    QTest::newRow("an option") << u"ssh %n"_s << u"-oProxyCommand=x"_s << QByteArray("command.bad-node");
    QTest::newRow("blanks") << u"ssh %n"_s << u"n1 n2"_s << QByteArray("command.bad-node");
    QTest::newRow("no name") << u"ssh %n"_s << QString() << QByteArray("command.bad-node");
}

void NodeCommandTest::whatIsNoNameIsNotRun()
{
    QFETCH(QString, pattern);
    QFETCH(QString, node);
    QFETCH(QByteArray, code);
    const auto command = NodeCommand::of(pattern, node);
    QVERIFY(!command);
    QCOMPARE(command.error().code, code);
}

void NodeCommandTest::everyNodeIsSwitched()
{
    QStringList nodes;
    for (int i = 1; i <= 20; ++i)
        nodes << u"n%1"_s.arg(i);
    PowerRun run(u"/bin/echo %a of %n"_s, u"off"_s, nodes);
    QSignalSpy ended(&run, &PowerRun::ended);
    QSignalSpy finished(&run, &PowerRun::finished);
    run.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QTest::qWait(0);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(ended.size(), nodes.size());
    QStringList seen;
    for (const QList<QVariant> &one : std::as_const(ended)) {
        QVERIFY(one[1].toBool());
        QCOMPARE(one[2].toString(), u"off of "_s + one[0].toString());
        seen << one[0].toString();
    }
    seen.sort();
    nodes.sort();
    QCOMPARE(seen, nodes);
}

void NodeCommandTest::whatFailsIsSaid()
{
    const QList<std::pair<QString, QString>> rows{{u"/bin/sh -c \"echo broken; exit 3\" %n"_s, u"broken"_s},
                                                  {u"/nowhere/at/all %n"_s, {}}};
    for (const auto &[pattern, output] : rows) {
        PowerRun run(pattern, u"on"_s, {u"n1"_s, u"n 2"_s});
        QSignalSpy ended(&run, &PowerRun::ended);
        QSignalSpy finished(&run, &PowerRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(ended.size(), 2);
        for (const QList<QVariant> &one : std::as_const(ended)) {
            QVERIFY(!one[1].toBool());
            QVERIFY(!one[2].toString().isEmpty());
        }
        if (!output.isEmpty())
            QVERIFY(ended[0][2].toString() == output || ended[1][2].toString() == output);
    }
}

QTEST_MAIN(NodeCommandTest)
#include "node_command_test.moc"
