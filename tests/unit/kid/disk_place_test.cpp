// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_place.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

class DiskPlaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDisksPlaceIsTheSameAtEachStart_data()
    {
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("place");
        QTest::newRow("virtio") << u"pci0000:00/0000:00:05.0/virtio2/block/vda"_s << u"pci-0000:00:05.0"_s;
        QTest::newRow("NVMe behind a bridge")
            << u"pci0000:00/0000:00:1d.0/0000:03:00.0/nvme/nvme4/nvme4n2"_s << u"pci-0000:03:00.0-nvme-2"_s;
        QTest::newRow("the second port of AHCI")
            << u"pci0000:00/0000:00:1f.2/ata8/host7/target7:0:0/7:0:0:0/block/sdb"_s << u"pci-0000:00:1f.2-ata-2"_s;
        QTest::newRow("a volume of a RAID controller")
            << u"pci0000:00/0000:02:00.0/host12/target12:2:1/12:2:1:0/block/sdc"_s
            << u"pci-0000:02:00.0-scsi-0:2:1:0"_s;
        QTest::newRow("no PCI at all") << u"platform/mmc/mmc0:0001/block/mmcblk0"_s << u"platform-mmc-mmc0:0001"_s;
    }

    void aDisksPlaceIsTheSameAtEachStart()
    {
        QFETCH(QString, device);
        const QTemporaryDir sys;
        const QString folder = sys.filePath(u"devices/"_s + device);
        QVERIFY(QDir().mkpath(folder));
        // The port beside it, which the kernel counted before.
        QVERIFY(QDir().mkpath(sys.filePath(u"devices/pci0000:00/0000:00:1f.2/ata7/host6"_s)));
        QTEST(diskPlace(folder), "place");
    }
};

QTEST_APPLESS_MAIN(DiskPlaceTest)
#include "disk_place_test.moc"
