// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_list.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryFile>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestHostList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void expands_data();
    void expands();
    void refuses_data();
    void refuses();
    void folds_data();
    void folds();
    void foldedListsMeanTheSame();
    void agreesWithClusterShell();
    void agreesWithSlurm();
};

void TestHostList::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("names");
    QTest::newRow("one name") << u"n1"_s << u"n1"_s;
    QTest::newRow("a comma list") << u"n1,n2,n1"_s << u"n1 n2"_s;
    QTest::newRow("padding is kept") << u"node[008-010,200]"_s << u"node008 node009 node010 node200"_s;
    QTest::newRow("padding that is outgrown") << u"n[098-101],n[9-11]"_s << u"n098 n099 n100 n101 n9 n10 n11"_s;
    QTest::newRow("the first number's width counts") << u"n[09-11,098-100]"_s << u"n09 n10 n11 n098 n099 n100"_s;
    QTest::newRow("wider than its first number") << u"n[08-10],m[99-101]"_s << u"n08 n09 n10 m99 m100 m101"_s;
    QTest::newRow("a padded end alone") << u"n[9-010]"_s << u"n9 n10"_s;
    QTest::newRow("ends of different lengths") << u"n[008-12]"_s << u"n008 n009 n010 n011 n012"_s;
    QTest::newRow("steps") << u"n[1-9/3]"_s << u"n1 n4 n7"_s;
    QTest::newRow("two brackets") << u"r[1-2]n[3-4]"_s << u"r1n3 r1n4 r2n3 r2n4"_s;
    QTest::newRow("a suffix") << u"n[1-2]-ib.x"_s << u"n1-ib.x n2-ib.x"_s;
    QTest::newRow("a comma at the end") << u"n1,"_s << u"n1"_s;
    QTest::newRow("two commas") << u"n1,,n2"_s << u"n1 n2"_s;
    QTest::newRow("a comma first") << u",n1 , ,n2, "_s << u"n1 n2"_s;
    QTest::newRow("a plus at the end") << u"n1+n2+"_s << u"n1 n2"_s;
    QTest::newRow("blanks") << u" n1  n2\tn3\n"_s << u"n1 n2 n3"_s;
    QTest::newRow("blanks in brackets") << u"n[1, 3 - 4]"_s << u"n1 n3 n4"_s;
    QTest::newRow("plus") << u"n1+n2"_s << u"n1 n2"_s;
    QTest::newRow("colons") << u"n1:n2:n3"_s << u"n1 n2 n3"_s;
    QTest::newRow("Moab's host:ppn") << u"n1:4,n2:8"_s << u"n1 n2"_s;
    QTest::newRow("Torque's ppn=") << u"n1:ppn=4+n2:ppn=4:gpus=1"_s << u"n1 n2"_s;
    QTest::newRow("Torque's exec_host") << u"n2/1+n2/0+n1/1+n1/0"_s << u"n2 n1"_s;
    QTest::newRow("PBS's exec_host") << u"n1/0*4+n2/0*4"_s << u"n1 n2"_s;
    QTest::newRow("LSF's LSB_MCPU_HOSTS") << u"n1 4 n2 16"_s << u"n1 n2"_s;
    QTest::newRow("LSF's with one host") << u" n1 4\n"_s << u"n1"_s;
    QTest::newRow("nodes that are numbers") << u"1 2 3 4"_s << u"1 2 3 4"_s;
    QTest::newRow("a number that is no count") << u"n1 4 n2"_s << u"n1 4 n2"_s;
    QTest::newRow("a number within brackets is no count") << u"n[1, 3 ,4] 4"_s << u"n1 n3 n4 4"_s;
    QTest::newRow("Slurm") << u"n[1-2,5],login"_s << u"n1 n2 n5 login"_s;
    QTest::newRow("difference") << u"n[1-4]!n[2-3]"_s << u"n1 n4"_s;
    QTest::newRow("intersection") << u"n[1-4]&n[3-9]"_s << u"n3 n4"_s;
    QTest::newRow("symmetric difference") << u"n[1-3]^n[3-4]"_s << u"n1 n2 n4"_s;
    QTest::newRow("left to right") << u"n1,n2!n1,n3"_s << u"n2 n3"_s;
    QTest::newRow("blanks around operators") << u"n[1-3] ! n2 , n9"_s << u"n1 n3 n9"_s;
    QTest::newRow("a group") << u"@rack1!n1"_s << u"n2 n3"_s;
    QTest::newRow("groups by pattern") << u"@rack[1-2]"_s << u"n1 n2 n3 n4"_s;
}

namespace {

Result<QStringList> rack(const QString &name)
{
    if (name == u"rack1"_s)
        return QStringList{u"n1"_s, u"n2"_s, u"n3"_s};
    if (name == u"rack2"_s)
        return QStringList{u"n4"_s};
    return fail(makeError(ErrorKind::NotFound, "group.unknown", u"there is no group %1"_s.arg(name)));
}

} // namespace

void TestHostList::expands()
{
    QFETCH(QString, text);
    const auto names = expandHostList(text, rack);
    QVERIFY2(names, names ? "" : qPrintable(names.error().text));
    QTEST(names->join(u' '), "names");
}

void TestHostList::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("column");
    QTest::newRow("nothing") << u"  "_s << QByteArray("hosts.empty") << QString();
    QTest::newRow("everything taken away") << u"n1!n1"_s << QByteArray("hosts.empty") << QString();
    QTest::newRow("commas alone") << u" ,, "_s << QByteArray("hosts.empty") << QString();
    QTest::newRow("an operator first") << u"!n1"_s << QByteArray("hosts.no-name") << u"1"_s;
    QTest::newRow("an operator at the end") << u"n1! "_s << QByteArray("hosts.no-name") << u"5"_s;
    QTest::newRow("a comma behind an operator") << u"n1&,n2"_s << QByteArray("hosts.no-name") << u"4"_s;
    QTest::newRow("an operator behind a comma") << u"n1,&n2"_s << QByteArray("hosts.no-name") << u"4"_s;
    QTest::newRow("a group of another source") << u"n1,@slurm:gpu"_s << QByteArray("hosts.group-source") << u"4"_s;
    QTest::newRow("a group with processors") << u"@rack1:4"_s << QByteArray("hosts.group-source") << u"1"_s;
    QTest::newRow("an open bracket") << u"n1,n[1-2"_s << QByteArray("hosts.bracket") << u"5"_s;
    QTest::newRow("a closing bracket") << u"n]1"_s << QByteArray("hosts.bracket") << u"2"_s;
    QTest::newRow("an empty range") << u"n[]"_s << QByteArray("hosts.bad-range") << u"3"_s;
    QTest::newRow("letters in a range") << u"n[1,a-b]"_s << QByteArray("hosts.bad-range") << u"5"_s;
    QTest::newRow("a backward range") << u"n[3-1]"_s << QByteArray("hosts.bad-range") << u"3"_s;
    QTest::newRow("a step of none") << u"n[1-2/0]"_s << QByteArray("hosts.bad-range") << u"3"_s;
    QTest::newRow("too many") << u"n[1-2000000]"_s << QByteArray("hosts.too-many") << u"3"_s;
    QTest::newRow("the same again and again")
        << u"n[1-900000],"_s.repeated(9) + u"a"_s << QByteArray("hosts.too-many") << u"25"_s;
    QTest::newRow("a group again and again")
        << u"@rack1"_s + u",@rack1"_s.repeated(500'000) << QByteArray("hosts.too-many") << u"3500001"_s;
    QTest::newRow("less, again and again")
        << u"n[1-999999]"_s + u"!a"_s.repeated(1000) << QByteArray("hosts.too-many") << u"15"_s;
    QTest::newRow("too many in two dimensions") << u"n[1-10000]m[1-10000]"_s << QByteArray("hosts.too-many") << u"1"_s;
    QTest::newRow("no name") << u"n%1"_s << QByteArray("hosts.bad-name") << u"1"_s;
    QTest::newRow("an unknown group") << u"n1,@rack9"_s << QByteArray("hosts.unknown-group") << u"4"_s;
}

void TestHostList::refuses()
{
    QFETCH(QString, text);
    const auto names = expandHostList(text, rack);
    QVERIFY(!names);
    QTEST(names.error().code, "code");
    QTEST(names.error().arguments.value(u"column"_s), "column");
}

void TestHostList::folds_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << u"n1"_s << u"n1"_s;
    QTest::newRow("a range") << u"n3 n1 n2 n5"_s << u"n[1-3,5]"_s;
    QTest::newRow("padding") << u"n08 n09 n10 n11"_s << u"n[08-11]"_s;
    QTest::newRow("two paddings") << u"n1 n2 n01 n02"_s << u"n[1-2],n[01-02]"_s;
    QTest::newRow("a suffix") << u"n1-ib n2-ib login"_s << u"login,n[1-2]-ib"_s;
}

void TestHostList::folds()
{
    QFETCH(QString, names);
    QTEST(foldHostList(names.split(u' ')), "text");
}

namespace {

/// An expression that both we and ClusterShell understand.
QString randomExpression(QRandomGenerator &random)
{
    const auto range = [&random] {
        const int width = random.bounded(4);
        const int first = random.bounded(width == 1 ? 10 : 30);
        const int last = first + random.bounded(12);
        const auto spell = [width](int number) { return QString::number(number).rightJustified(width, u'0'); };
        if (spell(first).size() != spell(last).size() && width > 0)
            return spell(first);
        if (random.bounded(3) == 0)
            return spell(first);
        return spell(first) + u'-' + spell(last)
            + (random.bounded(4) == 0 ? u"/%1"_s.arg(1 + random.bounded(4)) : QString());
    };
    const auto name = [&] {
        QString text = random.bounded(2) ? u"n"_s : u"rack-a"_s;
        const int dimensions = random.bounded(3);
        for (int i = 0; i < dimensions; ++i) {
            QStringList ranges;
            for (int k = random.bounded(3); k >= 0; --k)
                ranges.append(range());
            text += u'[' + ranges.join(u',') + u']' + (random.bounded(2) || i + 1 < dimensions ? u"x"_s : QString());
        }
        return dimensions == 0 ? text + QString::number(random.bounded(20)) : text;
    };
    QString text = name();
    for (int i = random.bounded(4); i > 0; --i)
        text +=
            QString(QStringView(u",!&^")[random.bounded(4)]) + (random.bounded(5) == 0 ? u" "_s : QString()) + name();
    return text;
}

} // namespace

void TestHostList::foldedListsMeanTheSame()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    for (int i = 0; i < 3000; ++i) {
        const QString text = randomExpression(random);
        auto names = expandHostList(text);
        if (!names)
            continue;
        auto again = expandHostList(foldHostList(*names));
        QVERIFY(again);
        names->sort();
        again->sort();
        QVERIFY2(*names == *again, qPrintable(u"seed %1: %2"_s.arg(seed).arg(text)));
    }
}

void TestHostList::agreesWithClusterShell()
{
    const bool isLong = qEnvironmentVariableIsSet("NOTP_TEST_LONG");
    const int count = isLong ? 100'000 : 10'000;
    QProcess nodeset;
    nodeset.start(u"/usr/bin/python3"_s, {u"-c"_s, uR"(
import sys
from ClusterShell.NodeSet import NodeSet
for line in sys.stdin:
    try: print(' '.join(sorted(NodeSet(line.rstrip('\n')))))
    except Exception: print('!')
)"_s});
    QVERIFY(nodeset.waitForStarted());
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    QStringList expressions;
    for (int i = 0; i < count; ++i)
        expressions.append(randomExpression(random));
    nodeset.write(expressions.join(u'\n').toUtf8() + '\n');
    nodeset.closeWriteChannel();
    QVERIFY(nodeset.waitForFinished(280'000));
    QCOMPARE(nodeset.exitCode(), 0);
    const QByteArrayList answers = nodeset.readAllStandardOutput().split('\n');
    QCOMPARE(answers.size(), count + 1);
    for (int i = 0; i < count; ++i) {
        auto names = expandHostList(expressions[i]);
        QByteArray ours = "!";
        if (names) {
            names->sort();
            ours = names->join(u' ').toUtf8();
        } else if (names.error().code == "hosts.empty") {
            ours = QByteArray();
        }
        QVERIFY2(ours == answers[i],
                 qPrintable(u"seed %1: %2\nours   %3\ntheirs %4"_s.arg(seed).arg(
                     expressions[i], QString::fromUtf8(ours), QString::fromUtf8(answers[i]))));
    }
}

namespace {

/// A list as Slurm writes and reads it: brackets at the ends of names, ends of any width, empty members.
QString randomSlurmList(QRandomGenerator &random)
{
    const auto number = [&random](int below) {
        return QString::number(random.bounded(below)).rightJustified(random.bounded(4), u'0');
    };
    QStringList members;
    for (int i = random.bounded(4); i >= 0; --i) {
        QString name = QStringList{u"n"_s, u"rack-a"_s, u"x1y"_s}.at(random.bounded(3));
        QStringList ranges;
        for (int k = random.bounded(3); k >= 0; --k) {
            const QString first = number(12);
            ranges.append(random.bounded(2) ? first : first + u'-' + number(random.bounded(2) ? 20 : 120));
        }
        name += random.bounded(4) == 0 ? number(1'000) : u'[' + ranges.join(u',') + u']';
        members.append(random.bounded(8) == 0 ? name + u',' : name);
    }
    return members.join(u',');
}

} // namespace

void TestHostList::agreesWithSlurm()
{
    QTemporaryFile conf;
    QVERIFY(conf.open());
    conf.write("ClusterName=c\nSlurmctldHost=localhost\nNodeName=n1\nPartitionName=p Nodes=n1\n");
    QVERIFY(conf.flush());
    const int count = qEnvironmentVariableIsSet("NOTP_TEST_LONG") ? 10'000 : 300;
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    QStringList lists;
    for (int i = 0; i < count; ++i)
        lists.append(randomSlurmList(random));
    QProcess slurm;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SLURM_CONF"_s, conf.fileName());
    slurm.setProcessEnvironment(environment);
    // A refused list is an empty line.
    slurm.start(
        u"/bin/sh"_s,
        {u"-c"_s, u"while IFS= read -r list; do echo $(scontrol show hostnames \"$list\" 2>/dev/null); done"_s});
    QVERIFY(slurm.waitForStarted());
    slurm.write(lists.join(u'\n').toUtf8() + '\n');
    slurm.closeWriteChannel();
    QVERIFY(slurm.waitForFinished(280'000));
    const QByteArrayList answers = slurm.readAllStandardOutput().split('\n');
    QCOMPARE(answers.size(), count + 1);
    int understood = 0;
    for (int i = 0; i < count; ++i) {
        const auto ours = expandHostList(lists[i]);
        QStringList theirs = QString::fromUtf8(answers[i]).split(u' ', Qt::SkipEmptyParts);
        theirs.removeDuplicates(); // We name each node once.
        understood += theirs.isEmpty() ? 0 : 1;
        const QString read = ours ? ours->join(u' ') : QString();
        QVERIFY2(read == theirs.join(u' '),
                 qPrintable(u"seed %1: %2\nours   %3\ntheirs %4"_s.arg(seed).arg(lists[i], read, theirs.join(u' '))));
    }
    QVERIFY2(understood > count / 4, "scontrol understood next to nothing: is it installed?");
}

QTEST_GUILESS_MAIN(TestHostList)
#include "host_list_test.moc"
