// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/codec.h"

#include "common/wire/frame.h"
#include "common/wire/message_types.h"
#include "tests/support/random_messages.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

/// Converts to anything, to count what an aggregate takes.
struct Anything
{
    template <class T> operator T() const;
};

template <class T, class... Given> constexpr size_t memberCount()
{
    if constexpr (std::is_empty_v<T>)
        return 0;
    else if constexpr (requires { T{Given{}..., Anything{}}; })
        return memberCount<T, Given..., Anything>();
    else
        return sizeof...(Given);
}

template <class T> void checkFields();

template <class T> struct CheckMember
{
    static void run()
    {
        if constexpr (wire::HasFields<T>)
            checkFields<T>();
    }
};
template <class T> struct CheckMember<QList<T>> : CheckMember<T>
{ };

/// The list of fields names every member of T, each once, with ascending keys, and so do those of its members.
template <class T> void checkFields()
{
    std::apply(
        [](const auto &...field) {
            static_assert(sizeof...(field) == memberCount<T>(), "a member is missing in the list of fields");
            [[maybe_unused]] int last = -1;
            const bool ascending = (... && (field.key > std::exchange(last, field.key)));
            QVERIFY2(ascending, typeid(T).name());
            (CheckMember<std::decay_t<decltype(std::declval<T>().*field.member)>>::run(), ...);
        },
        wire::fields<T>);
}

template <class Variant> struct CheckAll;
template <class... Types> struct CheckAll<std::variant<Types...>>
{
    static void run() { (checkFields<Types>(), ...); }
};

QByteArray body(const QByteArray &frame)
{
    return frame.mid(frameHeaderSize);
}

} // namespace

class CodecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMemberIsNamedOnce() { CheckAll<AnyMessage>::run(); }
    void everyMessageComesBackAsItWas();
    void everyTruncationIsRefused();
    void everyFlippedBitIsReadOrRefused();
    void bulkDataKeepsItsSize();
    void hostileBytesAreRefused_data();
    void hostileBytesAreRefused();
    void unknownKeysAreSkipped_data();
    void unknownKeysAreSkipped();
    void unknownTypesAreNamed();
    void missingFieldsAreDefaults();
    void aSlotOfTheVersionBeforeIsAWholeImage();
    void anOrderOfTheVersionBeforeLeavesTheImageWhatItHas();
    void whatIsTooLargeIsNotSent();
};

void CodecTest::everyMessageComesBackAsItWas()
{
    test::RandomMessages random(1);
    for (size_t index = 0; index < test::RandomMessages::typeCount; ++index) {
        for (int round = 0; round < 200; ++round) {
            const Envelope envelope{round % 3 == 0 ? 0 : random.number(), random.message(index)};
            const auto frame = encodeFrame(envelope);
            QVERIFY2(frame, frame ? "" : qPrintable(frame.error().text));
            const auto back = decode(body(*frame));
            QVERIFY2(back, back ? "" : qPrintable(typeName(envelope.message) + u": "_s + back.error().text));
            QVERIFY2(*back == envelope, typeName(envelope.message).data());
            QCOMPARE(*encodeFrame(*back), *frame);
        }
    }
}

void CodecTest::everyTruncationIsRefused()
{
    test::RandomMessages random(2);
    for (size_t index = 0; index < test::RandomMessages::typeCount; ++index) {
        const QByteArray cbor = body(*encodeFrame({7, random.message(index)}));
        for (qsizetype length = 0; length < cbor.size(); ++length) {
            const auto back = decode(cbor.left(length));
            QVERIFY(!back);
            QCOMPARE(back.error().kind, ErrorKind::Corrupt);
        }
    }
}

void CodecTest::everyFlippedBitIsReadOrRefused()
{
    test::RandomMessages random(3);
    int refused = 0;
    for (size_t index = 0; index < test::RandomMessages::typeCount; ++index) {
        QByteArray cbor = body(*encodeFrame({7, random.message(index)}));
        for (qsizetype bit = 0; bit < cbor.size() * 8; ++bit) {
            cbor[bit / 8] = static_cast<char>(cbor[bit / 8] ^ (1 << bit % 8));
            const auto back = decode(cbor);
            if (!back) {
                ++refused;
                QVERIFY(back.error().code.startsWith("wire."));
            } else {
                QVERIFY(encodeFrame(*back));
            }
            cbor[bit / 8] = static_cast<char>(cbor[bit / 8] ^ (1 << bit % 8));
        }
    }
    QVERIFY(refused > 1000);
}

void CodecTest::bulkDataKeepsItsSize()
{
    const Envelope envelope{3, Chunk{9, QByteArray(limits::maxChunk, 'x')}};
    const auto frame = encodeFrame(envelope);
    QVERIFY(frame);
    QVERIFY(frame->size() < limits::maxChunk + 32);
    QVERIFY2(frame->capacity() < limits::maxChunk + 4096, "the reservation did not hold");
    QCOMPARE(*decode(body(*frame)), envelope);
}

void CodecTest::hostileBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *hex, const char *code) {
        QTest::newRow(name) << QByteArray(hex) << QByteArray(code);
    };
    row("nothing", "", "wire.malformed");
    row("a number", "01", "wire.wrong-type");
    row("a list", "8100", "wire.wrong-type");
    row("an empty map", "a0", "wire.malformed");
    row("a map without the type", "a10105", "wire.malformed");
    row("a body before the type", "a20201 0005", "wire.malformed");
    row("a key twice", "a300050101 0102", "wire.malformed");
    row("a text as key", "a1613005", "wire.wrong-type");
    row("a text as type", "a1006135", "wire.wrong-type");
    row("a type over 32 bits", "a1001b0000000100000000", "wire.out-of-range");
    row("a negative request", "a200050120", "wire.out-of-range");
    row("a map of two to the 60", "bb1000000000000000", "wire.too-large");
    row("a map of 65 fields", "b841", "wire.too-large");
    row("a map without a length", "bf0005ff", "wire.malformed");
    row("bytes after the end", "a10005 00", "wire.trailing");
    row("a second message after the end", "a10005 a10005", "wire.trailing");
    row("a role that does not exist", "a20002 0304", "wire.out-of-range");
    row("a slot in a state that does not exist", "a20012 0a81a1 0303", "wire.out-of-range");
    row("a negative role", "a20002 0320", "wire.out-of-range");
    row("a version over 32 bits", "a20002 021a80000000", "wire.out-of-range");
    row("a version below 32 bits", "a20002 023a80000000", "wire.out-of-range");
    row("a number below 64 bits", "a2001820 023bffffffffffffffff", "wire.out-of-range");
    row("half a number where an integer belongs", "a20002 02f93c00", "wire.wrong-type");
    row("a text where bytes belong", "a20002 076161", "wire.wrong-type");
    row("bytes where a text belongs", "a20002 054161", "wire.wrong-type");
    row("text with a bare continuation byte", "a20002 056180", "wire.bad-text");
    row("text with an overlong slash", "a20002 0562c0af", "wire.bad-text");
    row("text with half a surrogate", "a20002 0563eda080", "wire.bad-text");
    row("text that is cut in a letter", "a20002 0562e282", "wire.bad-text");
    row("text in pieces", "a20002 057f6161ff", "wire.malformed");
    row("bytes of two to the 62", "a20002 075b4000000000000000", "wire.malformed");
    row("bytes that are longer than the message", "a20002 07450102", "wire.malformed");
    row("a list of two to the 32", "a20015 039b0000000100000000", "wire.too-large");
    row("an unknown field too deep", "a20005 184081818181818181818100", "wire.too-deep");
    row("an unknown text that is not UTF-8", "a20005 18406180", "wire.bad-text");
    row("tags of tags", "a20005 1840c1c1c1c100", "wire.malformed");
    row("a reserved length", "a2 0005 18401c", "wire.malformed");
    row("a break alone", "ff", "wire.malformed");
}

void CodecTest::hostileBytesAreRefused()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, code);
    const auto back = decode(QByteArray::fromHex(hex));
    QVERIFY(!back);
    QVERIFY2(back.error().code == code, qPrintable(QString::fromUtf8(back.error().code) + u": "_s + back.error().text));
}

void CodecTest::unknownKeysAreSkipped_data()
{
    QTest::addColumn<QByteArray>("hex");
    // NodesRequest with follow (key 3), then key 64 with something of a later version.
    QTest::newRow("a number") << QByteArray("a3 001835 03f5 1840 1903e8");
    QTest::newRow("a negative number beyond 64 bits") << QByteArray("a3 001835 03f5 1840 3bffffffffffffffff");
    QTest::newRow("a text") << QByteArray("a3 001835 03f5 1840 6161");
    QTest::newRow("a map in a list") << QByteArray("a3 001835 03f5 1840 82a2 616101 026162 80");
    QTest::newRow("a tagged time") << QByteArray("a3 001835 03f5 1840 c1 1a514b67b0");
    QTest::newRow("a double") << QByteArray("a3 001835 03f5 1840 fb3ff199999999999a");
    QTest::newRow("null") << QByteArray("a3 001835 03f5 1840 f6");
}

void CodecTest::unknownKeysAreSkipped()
{
    QFETCH(QByteArray, hex);
    const auto back = decode(QByteArray::fromHex(hex));
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QCOMPARE(*back, (Envelope{0, NodesRequest{{}, true}}));
}

void CodecTest::unknownTypesAreNamed()
{
    const auto back = decode(QByteArray::fromHex("a3 0018fa 011903e8 0281a10001"));
    QVERIFY(!back);
    QCOMPARE(back.error().code, "wire.unknown-type");
    QCOMPARE(back.error().kind, ErrorKind::Invalid);
    QCOMPARE(back.error().arguments.value(u"type"_s), u"250"_s);
    QCOMPARE(back.error().arguments.value(u"request"_s), u"1000"_s);
    QCOMPARE(decode(QByteArray::fromHex("a100 1a00ffffff")).error().code, "wire.unknown-type");
}

void CodecTest::missingFieldsAreDefaults()
{
    const auto back = decode(QByteArray::fromHex("a1 0013"));
    QVERIFY(back);
    QCOMPARE(*back, (Envelope{0, StageReport{}}));
    QCOMPARE(std::get<StageReport>(back->message).attempt, 1);
}

void CodecTest::aSlotOfTheVersionBeforeIsAWholeImage()
{
    // NodeReport with slotContents [{0: 0, 1: "a-1-1", 2: h'0d'}]
    const auto back = decode(QByteArray::fromHex("a2 0012 0a81a3 0000 0165612d312d31 02410d"));
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    SlotContent slot;
    slot.image = *ImageId::parse(u"a-1-1"_s);
    slot.digest = "\r";
    QCOMPARE(std::get<NodeReport>(back->message).slotContents, QList<SlotContent>{slot});
    QCOMPARE(slot.state, SlotState::Whole);
}

void CodecTest::anOrderOfTheVersionBeforeLeavesTheImageWhatItHas()
{
    // OrderMessage with order {7: {0: "a"}}
    const auto back = decode(QByteArray::fromHex("a2 0017 02a1 07a1 00 6161"));
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    const auto &order = std::get<OrderMessage>(back->message).order;
    QCOMPARE(order.definition.name, u"a"_s);
    QCOMPARE(order.definition.agent, AgentSource::Image);
    QCOMPARE(order.ownAgent, QString());
    QCOMPARE(order.definition.network, NetworkSource::Image);
}

void CodecTest::whatIsTooLargeIsNotSent()
{
    const auto code = [](const Message &message) {
        const auto frame = encodeFrame({1, message});
        return frame ? QByteArray() : frame.error().code;
    };
    QCOMPARE(code(Chunk{0, QByteArray(limits::maxFrame, 'x')}), "wire.too-large");
    QCOMPARE(code(NodesRequest{QString(limits::maxText + 1, u'a'), false}), "wire.too-large");
    QCOMPARE(code(NodesReply{{}, QStringList(limits::maxListLength + 1), false, false}), "wire.too-large");
    QCOMPARE(code(PlanReply{ImageId{u"a b"_s, u"1"_s, u"1"_s}, {}, {}, {}}), "wire.too-large");
    QCOMPARE(code(NodesReply{{}, QStringList(limits::maxListLength), false, false}), QByteArray());
}

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
