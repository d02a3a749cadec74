// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/disk_forecast.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class DiskForecastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsForeseen_data();
    void whatIsWrittenIsForeseen();
    void aDiskOfAnotherNodeIsNoneOfThisNode();
    void nodesThatAreAlikeAreSaidOnce();
};

namespace {

Disk diskOf(const QString &serial, bool isOurs, const QStringList &signatures)
{
    Disk disk;
    disk.path = u"/dev/sda"_s;
    disk.serial = serial;
    disk.model = u" FAST 1 "_s;
    disk.size = 100 * GiB;
    disk.ours = isOurs;
    disk.signatures = signatures;
    return disk;
}

} // namespace

void DiskForecastTest::whatIsWrittenIsForeseen_data()
{
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<QStringList>("signatures");
    QTest::addColumn<bool>("isManual");
    QTest::addColumn<bool>("reinstall");
    QTest::addColumn<QString>("wipeSerial");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("problem");
    const QStringList gpt{u"gpt"_s};
    QTest::newRow("a slot of ours") << true << gpt << false << false << QString() << false << QString();
    QTest::newRow("a slot of ours, by hand") << true << gpt << true << false << QString() << false << QString();
    QTest::newRow("ours anew") << true << gpt << false << true << QString() << true << QString();
    QTest::newRow("ours anew, by hand") << true << gpt << true << true << QString() << true << u"install = manual"_s;
    QTest::newRow("blank") << false << QStringList() << false << false << QString() << true << QString();
    QTest::newRow("foreign") << false << gpt << false << false << QString() << true << u"not notP's (gpt)"_s;
    QTest::newRow("foreign, allowed") << false << gpt << false << false << u"A"_s << true << QString();
    QTest::newRow("another one is allowed") << false << gpt << false << false << u"B"_s << true << u"not notP's"_s;
}

void DiskForecastTest::whatIsWrittenIsForeseen()
{
    QFETCH(bool, isOurs);
    QFETCH(QStringList, signatures);
    QFETCH(bool, isManual);
    QFETCH(bool, reinstall);
    QFETCH(QString, wipeSerial);
    QFETCH(QString, problem);
    NodeRecord node;
    node.inventory.disks = {diskOf(u"A"_s, isOurs, signatures)};
    node.definition.install = isManual ? InstallRule::Manual : InstallRule::Auto;
    const PlanDisk plan = forecastDisk(node, {reinstall, wipeSerial, {}});
    QCOMPARE(plan.disk, u"/dev/sda, 100 GiB, FAST 1"_s);
    QTEST(plan.whole, "whole");
    QVERIFY2(problem.isEmpty() ? plan.problem.isEmpty() : plan.problem.contains(problem), qPrintable(plan.problem));
}

void DiskForecastTest::aDiskOfAnotherNodeIsNoneOfThisNode()
{
    NodeRecord node;
    node.inventory.disks = {diskOf(u"A"_s, true, {u"gpt"_s})};
    node.inventory.disks[0].owner = u"n1's"_s;
    QVERIFY(!forecastDisk(node, {false, {}, u"n1's"_s}).whole);
    const PlanDisk another = forecastDisk(node, {false, {}, u"n2's"_s});
    QVERIFY(another.whole && another.problem.contains(u"another node"_s));
    QVERIFY(forecastDisk(node, {false, u"A"_s, u"n2's"_s}).problem.isEmpty());
    // Two volumes with one serial number: neither is meant by it.
    node.inventory.disks[0].owner.clear();
    node.inventory.disks << node.inventory.disks[0];
    node.inventory.disks[1].path = u"/dev/sdb"_s;
    node.inventory.disks[1].model = u"OTHER"_s;
    node.definition.diskSelector = u"model:OTHER"_s;
    QVERIFY(!forecastDisk(node, {false, u"A"_s, {}}).problem.isEmpty());
}

void DiskForecastTest::nodesThatAreAlikeAreSaidOnce()
{
    const auto plan = [](const QStringList &serials) {
        NodeRecord node;
        for (const QString &serial : serials)
            node.inventory.disks << diskOf(serial, true, {});
        return forecastDisk(node, {});
    };
    QCOMPARE(plan({u"A"_s}), plan({u"B"_s}));
    QCOMPARE(plan({u"A"_s, u"B"_s}), plan({u"C"_s, u"D"_s}));
    QVERIFY(plan({u"A"_s, u"B"_s}).disk.isEmpty() && !plan({u"A"_s, u"B"_s}).problem.isEmpty());
}

QTEST_GUILESS_MAIN(DiskForecastTest)
#include "disk_forecast_test.moc"
