// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_choice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

Disk disk(const QString &path, const QString &serial, ByteCount size)
{
    Disk made;
    made.path = path;
    made.serial = serial;
    made.size = size;
    made.model = u" Fast  Disk "_s;
    made.wwn = u"wwn-"_s + serial;
    made.byId = QStringList{u"ata-"_s + serial};
    return made;
}

} // namespace

class DiskChoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSelectorNamesOneDisk_data()
    {
        QTest::addColumn<QString>("selector");
        QTest::addColumn<QString>("result");
        QTest::newRow("by-id") << u"by-id:ata-B"_s << u"/dev/sdb"_s;
        QTest::newRow("serial") << u"serial:A"_s << u"/dev/sda"_s;
        QTest::newRow("wwn") << u" wwn:wwn-A "_s << u"/dev/sda"_s;
        QTest::newRow("size within one per cent") << u"size:100G"_s << u"/dev/sda"_s;
        QTest::newRow("no such size") << u"size:150G"_s << u"disk.none"_s;
        QTest::newRow("two models") << u"model:Fast  Disk"_s << u"disk.several"_s;
        QTest::newRow("blanks inside count") << u"model:Fast Disk"_s << u"disk.none"_s;
        QTest::newRow("no selector, two fixed disks") << QString() << u"disk.several"_s;
        QTest::newRow("a path is no selector") << u"/dev/sda"_s << u"disk.bad-selector"_s;
        QTest::newRow("no value") << u"serial:"_s << u"disk.bad-selector"_s;
        QTest::newRow("no size") << u"size:big"_s << u"disk.bad-selector"_s;
        QTest::newRow("a removable disk may be named") << u"serial:U"_s << u"/dev/sdu"_s;
    }

    void aSelectorNamesOneDisk()
    {
        QFETCH(QString, selector);
        QFETCH(QString, result);
        Inventory inventory;
        inventory.disks << disk(u"/dev/sda"_s, u"A"_s, 100 * GiB + 512 * MiB) << disk(u"/dev/sdb"_s, u"B"_s, 200 * GiB)
                        << disk(u"/dev/sdu"_s, u"U"_s, 8 * GiB);
        inventory.disks[2].removable = true;
        inventory.disks[2].model = u"Stick"_s;
        const auto found = chooseDisk(inventory, selector);
        QCOMPARE(found ? found->path : QString::fromLatin1(found.error().code), result);
    }

    void theOnlyFixedDiskNeedsNoName()
    {
        Inventory inventory;
        QCOMPARE(chooseDisk(inventory, {}).error().code, "disk.none");
        inventory.disks << disk(u"/dev/sdu"_s, u"U"_s, 8 * GiB);
        inventory.disks[0].removable = true;
        QCOMPARE(chooseDisk(inventory, {}).error().code, "disk.none");
        inventory.disks << disk(u"/dev/sda"_s, u"A"_s, 100 * GiB);
        QCOMPARE(chooseDisk(inventory, {})->path, u"/dev/sda"_s);
    }

    void onlyArmedDisksAreWritten_data()
    {
        QTest::addColumn<bool>("ours");
        QTest::addColumn<bool>("signed_");
        QTest::addColumn<bool>("manual");
        QTest::addColumn<QString>("wipe");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("blank, auto") << false << false << false << QString() << true;
        QTest::newRow("ours, auto") << true << true << false << QString() << true;
        QTest::newRow("foreign, auto") << false << true << false << QString() << false;
        QTest::newRow("foreign, armed") << false << true << false << u"A"_s << true;
        QTest::newRow("foreign, another disk armed") << false << true << false << u"B"_s << false;
        QTest::newRow("blank, manual") << false << false << true << QString() << false;
        QTest::newRow("ours, manual") << true << true << true << QString() << false;
        QTest::newRow("foreign, manual, armed") << false << true << true << u"A"_s << true;
    }

    void onlyArmedDisksAreWritten()
    {
        QFETCH(bool, ours);
        QFETCH(bool, signed_);
        QFETCH(bool, manual);
        QFETCH(QString, wipe);
        QFETCH(bool, allowed);
        Disk target = disk(u"/dev/sda"_s, u"A"_s, GiB);
        target.ours = ours;
        if (signed_)
            target.signatures = QStringList{u"dos"_s};
        DeployOrder order;
        order.node.install = manual ? InstallRule::Manual : InstallRule::Auto;
        order.wipeSerial = wipe;
        const Status status = mayInstall({target, {target}}, order);
        QCOMPARE(status.has_value(), allowed);
        if (!allowed) {
            QCOMPARE(status.error().code, "disk.not-armed");
            QCOMPARE(status.error().arguments.value(u"serial"_s), u"A"_s);
        }
    }

    void aNameMeansOneDisk_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("meant");
        QTest::newRow("a serial number") << u"A"_s << u"/dev/sda"_s;
        QTest::newRow("a serial number that two volumes have") << u"R"_s << QString();
        QTest::newRow("the WWN of one of them") << u"wwn-2"_s << u"/dev/sdc"_s;
        QTest::newRow("a place and a size") << u"by-path:pci-3,1073741824"_s << u"/dev/vda"_s;
        QTest::newRow("the place with another size") << u"by-path:pci-3,2147483648"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void aNameMeansOneDisk()
    {
        QFETCH(QString, name);
        QList<Disk> all{disk(u"/dev/sda"_s, u"A"_s, GiB), disk(u"/dev/sdb"_s, u"R"_s, GiB),
                        disk(u"/dev/sdc"_s, u"R"_s, GiB), disk(u"/dev/vda"_s, {}, GiB), disk(u"/dev/vdb"_s, {}, GiB)};
        all[1].wwn = u"wwn-1"_s;
        all[2].wwn = u"wwn-2"_s;
        for (qsizetype i = 0; i < all.size(); ++i) {
            all[i].byPath = u"pci-%1"_s.arg(i);
            all[i].signatures = QStringList{u"dos"_s};
        }
        all[3].wwn.clear();
        all[4].wwn.clear();
        const Disk *found = diskWithName(name, all);
        QTEST(found ? found->path : QString(), "meant");
        DeployOrder order;
        order.wipeSerial = name;
        for (const Disk &one : all) {
            QCOMPARE(mayInstall({one, all}, order).has_value(), found && one.path == found->path);
            // What the advice says works.
            DeployOrder advised;
            advised.wipeSerial = mayInstall({one, all}, DeployOrder{}).error().arguments.value(u"serial"_s);
            QVERIFY(mayInstall({one, all}, advised));
        }
    }

    void allThatIsKnownOfTheDiskToWipeHasToFit()
    {
        Disk target = disk(u"/dev/sda"_s, u"A"_s, GiB);
        target.signatures = QStringList{u"dos"_s};
        DeployOrder order;
        order.wipeSerial = u"A"_s;
        order.wipeDisk = {u"A"_s, target.wwn, {}, GiB};
        QVERIFY(mayInstall({target, {target}}, order));
        order.wipeDisk.wwn = u"another"_s;
        QVERIFY(!mayInstall({target, {target}}, order));
        order.wipeSerial.clear();
        QVERIFY(!mayInstall({target, {target}}, order));
        order.wipeDisk.wwn.clear();
        QVERIFY(mayInstall({target, {target}}, order));
        QVERIFY(!DiskIdentity{}.fits(Disk{}));
    }

    void aDiskWithoutSerialIsNotArmedByAnEmptyOne()
    {
        Disk target = disk(u"/dev/sda"_s, {}, GiB);
        target.wwn.clear();
        target.signatures = QStringList{u"ext4"_s};
        QVERIFY(!mayInstall({target, {target}}, DeployOrder{}));
    }
};

QTEST_APPLESS_MAIN(DiskChoiceTest)
#include "disk_choice_test.moc"
