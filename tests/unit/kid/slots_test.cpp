// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/slots.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

Slot slot(int number, const QString &image = {}, DeploymentId deployment = 0, ByteCount size = 4 * GiB)
{
    Slot made;
    made.partition.number = number;
    made.partition.role = PartitionRole::Slot;
    made.partition.size = size;
    if (!image.isEmpty())
        made.content = CurrentImage{*ImageId::parse(image), QByteArray(32, 'd'), "n", deployment};
    return made;
}

DeployOrder order(const QString &image, ByteCount unpacked = GiB)
{
    DeployOrder made;
    made.deployment = 50;
    made.nonce = "nonce";
    made.image = *ImageId::parse(image);
    made.unpackedSize = unpacked;
    return made;
}

int chosen(const QList<Slot> &all, const DeployOrder &wanted, int avoid = 0)
{
    const auto found = chooseSlot(all, wanted, avoid);
    return found ? found->partition.number : 0;
}

} // namespace

class SlotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSlotIsChosenByItsContent()
    {
        const auto wanted = order(u"debian-12-2"_s);
        QCOMPARE(chosen({slot(5, u"debian-12-1"_s, 9), slot(6)}, wanted), 6);
        QCOMPARE(chosen({slot(5, u"alma-9-1"_s, 3), slot(6, u"debian-12-1"_s, 9)}, wanted), 6);
        QCOMPARE(chosen({slot(5, u"debian-12-0"_s, 8), slot(6, u"debian-12-1"_s, 7)}, wanted), 6);
        QCOMPARE(chosen({slot(5, u"alma-9-1"_s, 3), slot(6)}, wanted), 6);
        QCOMPARE(chosen({slot(5, u"alma-9-1"_s, 8), slot(6, u"suse-15-1"_s, 7)}, wanted), 6);
        QCOMPARE(chosen({slot(5), slot(6)}, wanted), 5);
    }

    void anotherVersionLendsItsChunks()
    {
        const auto lender = [wanted = order(u"debian-12-3"_s)](const QList<Slot> &all, int chosen) {
            const auto found = lenderFor(all, wanted, chosen);
            return found ? found->partition.number : 0;
        };
        QCOMPARE(lender({slot(5), slot(6, u"debian-12-2"_s, 9)}, 5), 6);
        QCOMPARE(lender({slot(5), slot(6, u"alma-9-1"_s, 9), slot(7, u"debian-12-2"_s, 3)}, 5), 7);
        QCOMPARE(lender({slot(5, u"debian-12-1"_s, 3), slot(6, u"debian-12-2"_s, 9), slot(7)}, 7), 6);
        QCOMPARE(lender({slot(5, u"debian-12-2"_s, 3), slot(6)}, 5), 0);
    }

    void anInterruptedInstallationGoesOn()
    {
        auto wanted = order(u"debian-12-2"_s);
        wanted.digest = QByteArray(32, 'd');
        auto torn = slot(6);
        torn.unpacking = wanted.digest;
        QCOMPARE(slotToResume({slot(5), torn}, wanted)->partition.number, 6);
        wanted.digest = QByteArray(32, 'e');
        QVERIFY(!slotToResume({slot(5), torn}, wanted));
        torn.unpacking = wanted.digest;
        wanted.reinstall = true;
        QVERIFY(!slotToResume({slot(5), torn}, wanted));
    }

    void whatRunsIsNeverChosen()
    {
        const auto wanted = order(u"debian-12-2"_s);
        QCOMPARE(chosen({slot(5), slot(6, u"debian-12-1"_s, 9)}, wanted, 6), 5);
        QCOMPARE(chooseSlot({slot(5)}, wanted, 5).error().code, "slot.none");
    }

    void aTornDeploymentComesBackToItsSlot()
    {
        auto wanted = order(u"debian-12-2"_s);
        auto mine = slot(6, u"debian-12-2"_s, 50);
        mine.content->nonce = wanted.nonce;
        QCOMPARE(chosen({slot(5, u"debian-12-1"_s, 3), mine}, wanted), 6);
    }

    void anImageThatDoesNotFitIsRefused()
    {
        const auto refused = chooseSlot({slot(5), slot(6)}, order(u"big-1-1"_s, 4 * GiB), 0);
        QCOMPARE(refused.error().code, "slot.too-small");
        QCOMPARE(chosen({slot(5), slot(6, {}, 0, 8 * GiB)}, order(u"big-1-1"_s, 4 * GiB)), 6);
        QCOMPARE(chooseSlot({}, order(u"big-1-1"_s), 0).error().code, "slot.none");
    }

    void anImageIsFoundByNameAndDigest()
    {
        const QList<Slot> all{slot(5), slot(6, u"debian-12-1"_s, 9)};
        const ImageId image = *ImageId::parse(u"debian-12-1"_s);
        QCOMPARE(slotWithImage(all, image, QByteArray(32, 'd'))->partition.number, 6);
        QVERIFY(!slotWithImage(all, image, QByteArray(32, 'e')));
        QVERIFY(!slotWithImage(all, image, {}));
        QVERIFY(!slotWithImage(all, *ImageId::parse(u"debian-12-2"_s), QByteArray(32, 'd')));
    }
};

QTEST_APPLESS_MAIN(SlotsTest)
#include "slots_test.moc"
