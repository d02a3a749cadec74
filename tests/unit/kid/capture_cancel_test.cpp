// SPDX-License-Identifier: GPL-3.0-or-later
// A capture that nobody wants any more ends on the node, too: it reads no further and hands nothing over as whole.
#include "kid/deploy/capture_root.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

/// Calls it off once so many bytes have come.
class CancellingSink final : public CaptureSink
{
public:
    CancellingSink(const CancelToken &token, qsizetype cancelAt)
        : m_token(token)
        , m_cancelAt(cancelAt)
    { }
    [[nodiscard]] Status write(CaptureFile, QByteArrayView part) override
    {
        bytes += part.size();
        if (bytes >= m_cancelAt)
            m_token.cancel();
        return {};
    }
    [[nodiscard]] Status finish(CaptureFile) override
    {
        ++finished;
        return {};
    }
    qsizetype bytes = 0;
    int finished = 0;

private:
    CancelToken m_token;
    qsizetype m_cancelAt;
};

} // namespace

class CaptureCancelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneThatIsNotCalledOffIsWhole();
    void oneThatIsCalledOffReadsNoFurther();

private:
    static constexpr qsizetype size = 64 * 1024 * 1024;
    [[nodiscard]] CaptureJob job() const;

    QTemporaryDir m_work;
};

void CaptureCancelTest::initTestCase()
{
    QFile bulk(m_work.filePath(u"bulk"_s));
    QVERIFY(bulk.open(QIODevice::WriteOnly));
    QRandomGenerator random(7); // Nothing of it can be packed smaller.
    QByteArray block(1024 * 1024, '\0');
    for (qsizetype at = 0; at < size; at += block.size()) {
        random.fillRange(reinterpret_cast<quint32 *>(block.data()), block.size() / 4);
        QCOMPARE(bulk.write(block), block.size());
    }
}

CaptureJob CaptureCancelTest::job() const
{
    CaptureJob job;
    job.root = m_work.path();
    job.order.image = *ImageId::parse(u"golden-1-1"_s);
    job.tell = [](const CaptureProgress &) { };
    return job;
}

void CaptureCancelTest::oneThatIsNotCalledOffIsWhole()
{
    const CaptureJob whole = job();
    CancellingSink sink(CancelToken(), 0); // Another one's token.
    const Status status = captureRoot(whole, sink);
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QVERIFY(sink.bytes >= size);
    QCOMPARE(sink.finished, 3);
}

void CaptureCancelTest::oneThatIsCalledOffReadsNoFurther()
{
    const CaptureJob cut = job();
    CancellingSink sink(cut.cancel, 1024 * 1024);
    const Status status = captureRoot(cut, sink);
    QVERIFY(!status);
    QCOMPARE(status.error().kind, ErrorKind::Cancelled);
    QVERIFY2(sink.bytes < size / 2, qPrintable(QString::number(sink.bytes)));
    QCOMPARE(sink.finished, 0);
}

QTEST_GUILESS_MAIN(CaptureCancelTest)
#include "capture_cancel_test.moc"
