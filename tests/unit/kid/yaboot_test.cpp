// SPDX-License-Identifier: GPL-3.0-or-later
// The Apple partition map, byte for byte, and what yaboot reads.
#include "kid/boot/yaboot_config.h"
#include "kid/machine/layout.h"

#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace cid;

class YabootTest : public QObject
{
    Q_OBJECT
private:
    const Layout *m_layout = *findLayout(u"yaboot"_s);
    DiskRecord m_record;

    [[nodiscard]] static quint32 number(const QByteArray &block, qsizetype at)
    {
        return qFromBigEndian<quint32>(block.constData() + at);
    }

private Q_SLOTS:
    void init()
    {
        LayoutRequest request;
        request.disk.path = u"/dev/sda"_s;
        request.disk.serial = u"S1"_s;
        request.disk.size = 8 * GiB;
        request.memory = GiB;
        m_record = *m_layout->plan(request);
    }

    void thePartitionsAreInTheirOrder()
    {
        QStringList names;
        for (const DiskPartition &partition : m_record.partitions)
            names << partition.name;
        QCOMPARE(names, QStringList({u"map"_s, u"bootstrap"_s, u"blancmange"_s, u"swap"_s, u"slot5"_s, u"slot6"_s}));
        ByteCount end = 0;
        for (const DiskPartition &partition : m_record.partitions) {
            QVERIFY(partition.start >= end);
            end = partition.start + partition.size;
        }
        QVERIFY(end <= 8 * GiB);
        // The record of notP lies behind the map and before the first partition.
        QVERIFY(m_record.find(1)->start + m_record.find(1)->size <= diskRecordOffsets[0]);
    }

    void theMapIsThere()
    {
        const QByteArray map = m_layout->bytes(m_record, 8 * GiB);
        QCOMPARE(map.size(), 64 * 512);
        QCOMPARE(map.left(8), QByteArray::fromHex("4552020001000000"));
        QCOMPARE(map.mid(8, 504), QByteArray(504, '\0'));
        const QList<QByteArray> types{"Apple_partition_map", "Apple_Bootstrap", "Apple_UNIX_SVR2",
                                      "Apple_UNIX_SVR2",     "Apple_UNIX_SVR2", "Apple_UNIX_SVR2"};
        for (int i = 0; i < types.size(); ++i) {
            const QByteArray block = map.mid((i + qsizetype(1)) * 512, 512);
            const DiskPartition *partition = m_record.find(i + 1);
            QCOMPARE(block.left(4), QByteArray("PM\0\0", 4));
            QCOMPARE(number(block, 4), 6U);
            QCOMPARE(number(block, 8) * 512LL, partition->start);
            QCOMPARE(number(block, 12) * 512LL, partition->size);
            QCOMPARE(QByteArray(block.constData() + 16), i == 0 ? QByteArray("Apple") : partition->name.toUtf8());
            QCOMPARE(QByteArray(block.constData() + 48), types[i]);
            QCOMPARE(number(block, 84), number(block, 12));
            QCOMPARE(number(block, 88), 0x33U);
            QCOMPARE(block.mid(92), QByteArray(420, '\0'));
        }
        QCOMPARE(map.mid(7 * 512), QByteArray(57 * 512, '\0'));
    }

    void theConfigurationNamesWhatBoots()
    {
        const BootMenu menu{u"1-2"_s, {u"hvc0"_s}, {u"cid.x=y"_s}};
        const auto first = YabootConfig::encode({{}, menu});
        QVERIFY(first);
        QCOMPARE(
            *first,
            QByteArray("# Written by notP.\n# cid_slot=0\n# cid_tries=0\n# cid_kernel=\n# cid_initrd=\n# cid_root=\n"
                       "# cid_append=\n# cid_home=1-2\n# cid_consoles=hvc0\n# cid_arguments=cid.x=y\n"
                       "timeout=10\ndefault=blancmange\n"
                       "\nimage=/boot/vmlinuz\n\tlabel=blancmange\n\tpartition=3\n"
                       "\tinitrd=/boot/blancmange-initramfs.gz\n"
                       "\tappend=\"cid.blancmange=disk cid.home=1-2 cid.x=y console=hvc0\"\n")
                .leftJustified(4096, '\n'));
        const BootState state{5, 0, u"/boot/vmlinux-5"_s, u"/boot/initrd.img-5"_s, u"3-4"_s, u"quiet a=b"_s};
        const auto second = YabootConfig::encode({state, YabootConfig::decode(*first)->menu});
        QVERIFY(second);
        QCOMPARE(second->size(), 4096);
        QVERIFY2(second->contains("\ndefault=image\n\nimage=/boot/vmlinux-5\n\tlabel=image\n\tpartition=5\n"
                                  "\tinitrd=/boot/initrd.img-5\n"
                                  "\tappend=\"root=UUID=3-4 ro panic=10 quiet a=b console=hvc0\"\n"
                                  "\nimage=/boot/vmlinuz\n\tlabel=blancmange\n"),
                 *second);
        QCOMPARE(YabootConfig::decode(*second)->state, state);
        QCOMPARE(YabootConfig::decode(*second)->menu, menu);
    }

    void whatYabootCannotReadIsRefused()
    {
        const BootMenu menu{u"1-2"_s, {}, {}};
        QCOMPARE(YabootConfig::encode({{5, 0, u"/k"_s, {}, {}, u"a=\"b c\""_s}, menu}).error().code,
                 "boot.env-bad-value");
        QCOMPARE(YabootConfig::encode({{5, 0, u"/k\nimage=/x"_s, {}, {}, {}}, menu}).error().code,
                 "boot.env-bad-value");
        QCOMPARE(YabootConfig::encode({{5, 0, u"/k"_s, {}, {}, QString(3000, u'x')}, menu}).error().code,
                 "boot.env-too-large");
        QCOMPARE(YabootConfig::encode({}).error().code, "boot.env-damaged");
        QCOMPARE(YabootConfig::decode({}).error().code, "boot.env-damaged");
        QCOMPARE(YabootConfig::decode(QByteArray(4096, '#')).error().code, "boot.env-damaged");
    }
};

QTEST_APPLESS_MAIN(YabootTest)
#include "yaboot_test.moc"
