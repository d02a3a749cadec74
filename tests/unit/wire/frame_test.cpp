// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/frame.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>

using namespace cid;

namespace {

QByteArray frame(const QByteArray &body)
{
    QByteArray out(frameHeaderSize, '\0');
    putFrameHeader(out, body.size());
    return out + body;
}

} // namespace

class FrameTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void framesComeOutHoweverTheBytesAreCut();
    void aDeviceIsReadToTheFramesEnd();
    void badLengthsAreRefusedAtTheHeader();
    void anAnnouncedFrameCostsNoMemory();
};

void FrameTest::framesComeOutHoweverTheBytesAreCut()
{
    QRandomGenerator random(5);
    QByteArrayList bodies;
    QByteArray stream;
    for (int i = 0; i < 200; ++i) {
        bodies << QByteArray(1 + static_cast<qsizetype>(random.bounded(i % 10 == 0 ? 70'000 : 50)),
                             static_cast<char>(i));
        stream += frame(bodies.back());
    }
    for (const int largest : {1, 3, 1000, 10'000'000}) {
        FrameReader reader;
        QByteArrayList got;
        QByteArrayView rest(stream);
        while (!rest.isEmpty()) {
            QByteArrayView piece = rest.first(std::min<qsizetype>(rest.size(), 1 + random.bounded(largest)));
            while (!piece.isEmpty()) {
                const auto taken = reader.feed(piece);
                QVERIFY(taken);
                rest = rest.sliced(*taken);
                piece = piece.sliced(*taken);
                if (reader.isComplete())
                    got << reader.take();
            }
        }
        QCOMPARE(got, bodies);
        QCOMPARE(reader.held(), 0);
    }
}

void FrameTest::aDeviceIsReadToTheFramesEnd()
{
    QByteArray stream = frame("one") + frame(QByteArray(300'000, 'x')) + frame("three").left(6);
    QBuffer device(&stream);
    QVERIFY(device.open(QIODevice::ReadOnly));
    FrameReader reader;
    QCOMPARE(*reader.readFrom(device), 7);
    QVERIFY(reader.isComplete());
    QCOMPARE(*reader.readFrom(device), 0);
    QCOMPARE(reader.take(), "one");
    QCOMPARE(*reader.readFrom(device), 300'004);
    QCOMPARE(reader.take(), QByteArray(300'000, 'x'));
    QCOMPARE(*reader.readFrom(device), 6);
    QVERIFY(!reader.isComplete());
    QVERIFY(reader.take().isEmpty());
    QCOMPARE(reader.held(), 6);
    QCOMPARE(*reader.readFrom(device), 0);
}

void FrameTest::badLengthsAreRefusedAtTheHeader()
{
    const auto code = [](const char *hex, qsizetype limit) {
        FrameReader reader(limit);
        const auto taken = reader.feed(QByteArray::fromHex(hex));
        return taken ? QByteArray() : taken.error().code;
    };
    QCOMPARE(code("00000000", 100), "wire.frame-empty");
    QCOMPARE(code("00000065", 100), "wire.frame-too-large");
    QCOMPARE(code("ffffffff", 100), "wire.frame-too-large");
    QCOMPARE(code("80000000", limits::maxFrame), "wire.frame-too-large");
    QCOMPARE(code("00100001", limits::maxFrame), "wire.frame-too-large");
    QCOMPARE(code("00100000", limits::maxFrame), QByteArray());
    QCOMPARE(code("00000064", 100), QByteArray());
    QCOMPARE(code("474554", 100), QByteArray());
    QCOMPARE(code("47455420", limits::maxFrame), "wire.frame-too-large"); // "GET "
}

void FrameTest::anAnnouncedFrameCostsNoMemory()
{
    FrameReader reader;
    QVERIFY(reader.feed(QByteArray::fromHex("00100000aa")));
    QCOMPARE(reader.held(), 5);
}

QTEST_GUILESS_MAIN(FrameTest)
#include "frame_test.moc"
