// SPDX-License-Identifier: GPL-3.0-or-later
// Answers at the size of a large cluster, cut into parts, through the codec and put together again.
#include "common/wire/parts.h"

#include "common/domain/clamp.h"
#include "common/domain/limits.h"
#include "common/wire/clamp.h"
#include "common/wire/codec.h"
#include "common/wire/frame.h"
#include "common/wire/host_parts.h"
#include "tests/support/random_messages.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodes = 10'000;
/// Three bytes of UTF-8 a letter: the longest that a text of so many letters becomes.
const QString longText = QString(domain::maxText, u'\u20ac');
const QString longName = QString(domain::maxName, u'n');

/// A message as a column of a table: QMetaType wants to know whether a value can be less than another, which a variant
/// says of itself without a look at what it holds.
struct Answer
{
    Answer() = default;
    template <class T>
    explicit Answer(const T &whole)
        : message(whole)
    { }
    Message message;
};

NodeName nameOf(int number)
{
    return QString::number(number).rightJustified(domain::maxName, u'n');
}

Failure longFailure()
{
    Failure failure;
    failure.code = QByteArray(4'000, 'c');
    failure.reason = longText;
    failure.log = QStringList(200, longText);
    clamp(failure);
    return failure;
}

NodeStatus longStatus(int number)
{
    NodeStatus status;
    status.name = nameOf(number);
    status.address = longText;
    status.failure = longFailure();
    status.groups = QStringList(1'000, longName);
    status.conflict = longText;
    clamp(status);
    status.failure.log.clear();
    return status;
}

Inventory longInventory()
{
    Disk disk;
    for (QString *text :
         {&disk.path, &disk.serial, &disk.wwn, &disk.model, &disk.byPath, &disk.recordId, &disk.owner, &disk.doubt})
        *text = longText;
    disk.byId = QStringList(100, longText);
    disk.signatures = {longText};
    Inventory inventory;
    inventory.arch = longText;
    inventory.disks = QList<Disk>(20'000, disk);
    inventory.interfaces = QList<NetworkInterface>(20'000, {longText, longText});
    clamp(inventory);
    return inventory;
}

Event longEvent(int number)
{
    Event event;
    event.id = number;
    event.node = longName;
    event.job = longName;
    event.reason = longText;
    event.who = longText;
    event.what = QByteArray(300, 'w');
    clamp(event);
    return event;
}

Deployment longDeployment(int number)
{
    Deployment deployment;
    deployment.id = number;
    deployment.node = nameOf(number);
    deployment.job = longName;
    deployment.nonce = QByteArray(16, 'n');
    deployment.failure = longFailure();
    return deployment;
}

template <class T, class Make> QList<T> many(int count, Make make)
{
    QList<T> list;
    for (int i = 0; i < count; ++i)
        list.append(make(i));
    return list;
}

} // namespace

class PartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCostIsNeverLessThanWhatIsWritten();
    void anAnswerOfALargeClusterComesBackWhole_data();
    void anAnswerOfALargeClusterComesBackWhole();
    void whoKnowsNoPartsGetsOneThatFits();
    void anEmptyAnswerIsOnePart();
    void manySmallElementsKeepToTheDecodersCount();
    void theEncoderCountsMapsAsTheDecoderDoes();
    void whatAPeerSaysIsCutWhereItComesIn();
    void aHostListOfAnyLengthComesAcross();
};

Q_DECLARE_METATYPE(Answer)

void PartsTest::aCostIsNeverLessThanWhatIsWritten()
{
    test::RandomMessages random(4);
    for (size_t index = 0; index < test::RandomMessages::typeCount; ++index) {
        for (int round = 0; round < 50; ++round) {
            const Message message = random.message(index);
            const qsizetype written = encodeFrame({0, message})->size() - frameHeaderSize;
            const qsizetype cost = std::visit([](const auto &held) { return wire::costOf(held).bytes; }, message) + 4;
            QVERIFY2(cost >= written, typeName(message).data());
        }
    }
}

void PartsTest::anAnswerOfALargeClusterComesBackWhole_data()
{
    QTest::addColumn<Answer>("answer");
    const Job job{longName,
                  u"capt"_s,
                  longName,
                  {},
                  {},
                  JobState::Active,
                  1,
                  2,
                  3,
                  {nodes, 1, 2, 3},
                  QString(domain::maxHosts, u'n')};
    QTest::newRow("10,000 deployments") << Answer(DeployReply{job, many<Deployment>(nodes, longDeployment), false});
    QTest::newRow("1,000 jobs") << Answer(JobsReply{QList<Job>(1'000, job)});
    QTest::newRow("400 discovered machines of the largest kind") << Answer(DiscoveredReply{
        QList<DiscoveredMachine>(400, {QStringList(64, QString(64, u'm')), longName, longInventory(), 1, 1})});
    QTest::newRow("3,118 discovered machines") << Answer(DiscoveredReply{QList<DiscoveredMachine>(
        3'118, {{u"52:54:00:00:00:01"_s}, u"10.0.0.1"_s, {u"x86_64"_s, longName, 8, 1, {}, {}, {}}, 1, 1})});
    QTest::newRow("20,000 discovered machines with 300 bytes each")
        << Answer(DiscoveredReply{QList<DiscoveredMachine>(20'000, {{longName}, u"10.0.0.1"_s, Inventory{}, 1, 1})});
    QTest::newRow("500 events") << Answer(EventsReply{many<Event>(500, longEvent)});
    QTest::newRow("a plan of 20,000 rows") << Answer(
        PlanReply{{}, QList<PlanRow>(20'000, {u"n"_s, true, u"install once it is up"_s, longName, 1}), {}, {}});
    QTest::newRow("10,000 adoptions") << Answer(
        AdoptReply{QList<Adoption>(nodes, {longName, QStringList(64, QString(64, u'm'))})});
    QTest::newRow("a node with everything")
        << Answer(NodeDetail{longStatus(1),
                             {},
                             longInventory(),
                             many<Deployment>(20, longDeployment),
                             many<Event>(500, longEvent),
                             QStringList(200, longText),
                             QList<SlotContent>(128, {1, {}, QByteArray(64, 'd'), {}, longName, 1, false, false})});
    ImageDetail image;
    image.running = many<QString>(nodes, nameOf);
    image.deploying = many<QString>(nodes, nameOf);
    QTest::newRow("an image that 10,000 nodes run") << Answer(image);
    QTest::newRow("the nodes of a job") << Answer(JobNodesReply{many<QString>(nodes, nameOf)});
    ImagesReply images;
    images.problems = QStringList(5'000, longText);
    QTest::newRow("5,000 images that cannot be read") << Answer(images);
}

void PartsTest::anAnswerOfALargeClusterComesBackWhole()
{
    QFETCH(Answer, answer);
    std::visit(
        [](const auto &whole) {
            using T = std::decay_t<decltype(whole)>;
            if constexpr (wire::ComesInParts<T>) {
                QVERIFY2(wire::costOf(whole).bytes > limits::maxFrame || wire::costOf(whole).elements > 20'000,
                         "the row is not long");
                wire::Parts<T> parts(whole);
                std::optional<T> back;
                while (const auto part = parts.next()) {
                    const auto frame = encodeFrame({7, *part});
                    QVERIFY2(frame, frame ? "" : qPrintable(frame.error().text));
                    auto decoded = decode(frame->mid(frameHeaderSize));
                    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error().text));
                    T &got = *std::get_if<T>(&decoded->message);
                    if (back)
                        wire::join(*back, std::move(got));
                    else
                        back = std::move(got);
                }
                QVERIFY(back == whole);
            } else {
                QFAIL("an answer that does not come in parts");
            }
        },
        answer.message);
}

void PartsTest::whoKnowsNoPartsGetsOneThatFits()
{
    const DeployReply whole{{}, many<Deployment>(nodes, longDeployment), true};
    const DeployReply cut = wire::firstPart(whole);
    QVERIFY(!cut.more);
    QVERIFY(cut.reattached);
    QVERIFY(cut.deployments.size() > 10 && cut.deployments.size() < nodes);
    QVERIFY(encodeFrame({1, cut}));
    QCOMPARE(wire::firstPart(DeployReply{{}, {longDeployment(1)}, false}).deployments.size(), 1);
}

void PartsTest::anEmptyAnswerIsOnePart()
{
    wire::Parts<JobsReply> parts(JobsReply{});
    QCOMPARE(parts.next(), std::optional(JobsReply{}));
    QVERIFY(!parts.next());
}

void PartsTest::manySmallElementsKeepToTheDecodersCount()
{
    // 100,000 rows of ten bytes would fit into one frame, and its reader would refuse them.
    wire::Parts<PlanReply> parts(PlanReply{{}, QList<PlanRow>(100'000, {u"n"_s, true, {}, {}, 1}), {}, {}});
    qsizetype rows = 0;
    while (const auto part = parts.next(limits::maxFrame)) {
        const auto frame = encodeFrame({1, *part});
        QVERIFY(frame && decode(frame->mid(frameHeaderSize)));
        rows += part->rows.size();
    }
    QCOMPARE(rows, 100'000);
}

void PartsTest::theEncoderCountsMapsAsTheDecoderDoes()
{
    for (const int rows : {19'000, 19'999, 20'000}) {
        const PlanReply plan{{}, QList<PlanRow>(rows, {u"n"_s, true, u"i"_s, u"w"_s, 1}), {}, {}};
        const auto frame = encodeFrame({1, plan});
        // Five fields and one element a row: what is sent can be read, and what cannot be read is not sent.
        QCOMPARE(frame.has_value(), rows * 6 + 3 <= limits::maxElements);
        if (!frame)
            QCOMPARE(frame.error().code, "wire.too-large");
    }
    const PlanReply most{{}, QList<PlanRow>(16'666, {u"n"_s, true, u"i"_s, u"w"_s, 1}), {}, {}};
    const auto frame = encodeFrame({1, most});
    QVERIFY(frame && decode(frame->mid(frameHeaderSize)));
}

void PartsTest::whatAPeerSaysIsCutWhereItComesIn()
{
    NodeReport told;
    told.macs = QStringList(20'000, longText);
    told.hostname = longText;
    told.inventory = longInventory();
    told.digest = QByteArray(5'000, 'd');
    told.nonce = QByteArray(5'000, 'n');
    told.slotContents = QList<SlotContent>(20'000);
    told.failedStart = {{}, QByteArray(100'000, 'c'), longText, QStringList(5'000, longText)};
    Message message = told;
    clamp(message);
    const auto &report = std::get<NodeReport>(message);
    QCOMPARE(report.macs.size(), domain::maxMacs);
    QVERIFY(report.macs.first().toUtf8().size() <= domain::maxMac);
    QVERIFY(sizeOf(report.inventory) <= domain::maxInventory);
    QVERIFY(!report.inventory.disks.isEmpty());
    QCOMPARE(report.slotContents.size(), domain::maxSlots);
    QCOMPARE(report.nonce.size(), domain::maxCode);
    QCOMPARE(report.failedStart.code.size(), domain::maxCode);
    QVERIFY(report.failedStart.log.size() < 5'000);
    message = FailureReport{1, 1, {{}, QByteArray(100'000, 'c'), longText, QStringList(5'000, longText)}};
    clamp(message);
    const Failure &failure = std::get<FailureReport>(message).failure;
    QCOMPARE(failure.code.size(), domain::maxCode);
    QVERIFY(failure.reason.endsWith(u"..."_s) && failure.reason.toUtf8().size() <= domain::maxText);
    QVERIFY(!failure.log.isEmpty() && failure.log.join(u'\n').toUtf8().size() <= domain::maxFailureLog);
    // The newest lines are those that tell why.
    message = LogReport{1, many<QString>(5'000, [](int i) { return QString::number(i); })};
    clamp(message);
    QCOMPARE(std::get<LogReport>(message).lines.size(), domain::maxReportLines);
    QCOMPARE(std::get<LogReport>(message).lines.last(), u"4999"_s);
    // Whole letters stay whole, also those of two units.
    QString letters = QString(u"\U0001f600"_s).repeated(100);
    clampName(letters, 9);
    QCOMPARE(letters, QString(u"\U0001f600"_s).repeated(2));
    // What fits stays as it is.
    Message small = StageReport{1, 1, NodeState::Partitioning, u"/dev/vda"_s};
    const Message before = small;
    clamp(small);
    QVERIFY(small == before);
}

void PartsTest::aHostListOfAnyLengthComesAcross()
{
    const auto across = [](const Message &request) -> Result<Message> {
        HostsCollector collector;
        const QList<Message> messages = inHostParts(request);
        for (const Message &message : messages) {
            const auto frame = encodeFrame({9, message});
            if (!frame)
                return fail(frame.error());
            auto back = *decode(frame->mid(frameHeaderSize));
            if (const auto *part = std::get_if<HostsPart>(&back.message)) {
                collector.take(back.request, *part);
                continue;
            }
            const Status status = collector.complete(back.request, back.message);
            if (!status)
                return fail(status.error());
            return back.message;
        }
        return fail(makeError(ErrorKind::Internal, "test", u"no request"_s));
    };
    const Message brief = DeployRequest{u"j"_s, u"n[1-10000]"_s, u"debian"_s};
    QCOMPARE(inHostParts(brief).size(), 1);
    const Message lengthy = DeployRequest{u"j"_s, many<QString>(nodes, nameOf).join(u','), u"debian"_s};
    QVERIFY(inHostParts(lengthy).size() > 10);
    QVERIFY(*across(lengthy) == lengthy);
    const Message letters = PlanRequest{QString(u"\U0001f600"_s).repeated(300'000), u"debian"_s};
    QVERIFY(*across(letters) == letters);
    QCOMPARE(across(NodesRequest{QString(5 * 1024 * 1024, u'n')}).error().code, "hosts.too-long");
    // Parts of another request are not mixed in.
    HostsCollector collector;
    collector.take(1, {u"n1,"_s});
    collector.take(2, {u"n2,"_s});
    Message request = NodesRequest{u"n3"_s};
    QVERIFY(collector.complete(2, request));
    QCOMPARE(std::get<NodesRequest>(request).hosts, u"n2,n3"_s);
}

QTEST_GUILESS_MAIN(PartsTest)
#include "parts_test.moc"
