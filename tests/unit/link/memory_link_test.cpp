// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
#include "common/link/conversation.h"
#include "common/link/memory_link.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A link whose queue has any length, whoever sent to it: as encryption lengthens one.
class LongQueue final : public FramedLink
{
public:
    LongQueue()
        : FramedLink({}, nullptr)
    { }
    [[nodiscard]] qint64 pendingBytes() const override { return m_pending; }
    void grow(qint64 bytes) { m_pending += bytes; }
    void shrink(qint64 bytes)
    {
        m_pending -= bytes;
        noteWritten();
    }

protected:
    void writeFrame(const QByteArray &frame) override { m_pending += frame.size(); }
    void shutDown() override { }
    void drop() override { }

private:
    qint64 m_pending = 0;
};

} // namespace

class MemoryLinkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_owner.reset(); }
    void envelopesArriveInOrderAndNeverInsideSend();
    void anAnswerFindsItsQuestion();
    void anErrorReplyIsAnError();
    void silenceEndsInATimeout();
    void theEndOfTheLinkAnswersEveryQuestion();
    void aStreamGoesOnUntilItsReaderHasEnough();
    void aPeerThatDoesNotReadIsClosed();
    void whoFindsAQueueFullIsToldWhenThereIsRoom();
    void aCutIsSeenAtBothEnds();

private:
    std::unique_ptr<QObject> m_owner;
    MemoryLink::Pair m_pair{};
};

void MemoryLinkTest::init()
{
    m_owner = std::make_unique<QObject>();
    m_pair = MemoryLink::makePair({Role::Node, Channel::Control, u"n1"_s, u"192.0.2.1"_s, 1},
                                  {Role::Node, Channel::Control, u"cidd"_s, u"192.0.2.9"_s, 1}, m_owner.get());
}

void MemoryLinkTest::envelopesArriveInOrderAndNeverInsideSend()
{
    QList<Envelope> got;
    const QObject scope; // Connections end before what they write to.
    connect(m_pair.second, &Link::received, &scope, [&](const Envelope &envelope) { got.append(envelope); });
    const QList<Envelope> sent{{1, ReloadRequest{}}, {2, LogReport{7, {u"a line"_s}}}, {0, CancelOrder{9}}};
    for (const Envelope &envelope : sent)
        m_pair.first->send(envelope);
    QVERIFY(got.isEmpty());
    QTRY_COMPARE(got.size(), 3);
    QCOMPARE(got, sent);
}

void MemoryLinkTest::anAnswerFindsItsQuestion()
{
    Conversation asker(m_pair.first);
    connect(m_pair.second, &Link::received, this, [&](const Envelope &envelope) {
        if (std::holds_alternative<WipeRequest>(envelope.message))
            m_pair.second->send({envelope.request, OkReply{}});
    });
    const auto answer = asker.ask(WipeRequest{u"n1"_s, u"S1"_s}, 5s);
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.result());
    QVERIFY(std::holds_alternative<OkReply>(*answer.result()));
    QCOMPARE(asker.pendingCount(), 0);
}

void MemoryLinkTest::anErrorReplyIsAnError()
{
    Conversation asker(m_pair.first);
    const Error no = makeError(ErrorKind::Refused, "policy.no", u"Not allowed"_s);
    const QObject scope;
    connect(m_pair.second, &Link::received, &scope,
            [&](const Envelope &envelope) { m_pair.second->send({envelope.request, ErrorReply{no}}); });
    const auto answer = asker.ask(ReloadRequest{}, 5s);
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(!answer.result());
    QCOMPARE(answer.result().error(), no);
}

void MemoryLinkTest::silenceEndsInATimeout()
{
    Conversation asker(m_pair.first);
    const auto answer = asker.ask(ReloadRequest{}, 20ms);
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code, "link.no-answer");
}

void MemoryLinkTest::theEndOfTheLinkAnswersEveryQuestion()
{
    Conversation asker(m_pair.first);
    const auto one = asker.ask(ReloadRequest{}, 60s);
    const auto two = asker.ask(ImagesRequest{}, 60s);
    m_pair.second->cut();
    QTRY_VERIFY(one.isFinished() && two.isFinished());
    QCOMPARE(one.result().error().kind, ErrorKind::Unavailable);
    QVERIFY(!two.result());
}

void MemoryLinkTest::aStreamGoesOnUntilItsReaderHasEnough()
{
    Conversation asker(m_pair.first);
    connect(m_pair.second, &Link::received, this, [&](const Envelope &envelope) {
        for (qint64 i = 0; i < 4; ++i)
            m_pair.second->send({envelope.request, Chunk{i, "data"}});
    });
    QList<qint64> indexes;
    asker.follow(ChunkRequest{1, 0, 3}, 5s, [&](const Result<Message> &answer) {
        indexes.append(std::get<Chunk>(*answer).index);
        return indexes.size() < 3;
    });
    QSignalSpy others(&asker, &Conversation::received);
    QTRY_COMPARE(others.size(), 1); // the fourth answers nothing any more
    QCOMPARE(indexes, (QList<qint64>{0, 1, 2}));
}

void MemoryLinkTest::aPeerThatDoesNotReadIsClosed()
{
    QByteArray reason;
    const QObject scope;
    connect(m_pair.first, &Link::closed, &scope, [&](const Error &error) { reason = error.code; });
    m_pair.first->setStalled(true);
    const Envelope bulk{0, Chunk{0, QByteArray(limits::maxChunk, 'x')}};
    for (qint64 sent = 0; sent <= limits::maxQueued; sent += limits::maxChunk)
        m_pair.first->send(bulk);
    QVERIFY(reason.isEmpty());
    QTRY_COMPARE(reason, "link.slow-peer");
}

void MemoryLinkTest::whoFindsAQueueFullIsToldWhenThereIsRoom()
{
    LongQueue link;
    const QSignalSpy drained(&link, &Link::drained);
    link.grow(limits::lowWater - 1);
    QVERIFY(link.hasRoom());
    link.grow(20);
    QVERIFY(!link.hasRoom());
    link.shrink(10);
    QCOMPARE(drained.size(), 0);
    link.shrink(10);
    QCOMPARE(drained.size(), 1);
    // Nobody asked: nobody waits.
    link.grow(limits::lowWater);
    link.shrink(2 * limits::lowWater - 10);
    QCOMPARE(drained.size(), 1);
}

void MemoryLinkTest::aCutIsSeenAtBothEnds()
{
    QByteArrayList reasons;
    const QObject scope;
    for (Link *end : {static_cast<Link *>(m_pair.first), static_cast<Link *>(m_pair.second)})
        connect(end, &Link::closed, &scope, [&](const Error &error) { reasons.append(error.code); });
    m_pair.first->cut();
    QTRY_COMPARE(reasons, (QByteArrayList{"link.lost", "link.lost"}));
}

QTEST_GUILESS_MAIN(MemoryLinkTest)
#include "memory_link_test.moc"
