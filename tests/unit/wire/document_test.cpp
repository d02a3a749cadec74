// SPDX-License-Identifier: GPL-3.0-or-later
// docs/PROTOCOL.md says what the code does.
#include "common/wire/codec.h"
#include "common/wire/frame.h"
#include "common/wire/message_rights.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theExampleIsReal();
    void everyMessageIsThere();
    void everyRightIsThere();

private:
    template <size_t Index> void checkMessages();
    QString m_text;
};

void TestDocument::initTestCase()
{
    QFile file(QStringLiteral(CID_SOURCE_DIR "/docs/PROTOCOL.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_text = QString::fromUtf8(file.readAll());
}

void TestDocument::theExampleIsReal()
{
    const Envelope envelope{7, DeployRequest{u"42"_s, u"n[1-2]"_s, u"debian"_s, 60'000, false}};
    const auto frame = encodeFrame(envelope);
    QVERIFY(frame);
    const QString hex = QString::fromLatin1(frame->toHex(' '));
    QVERIFY2(m_text.contains(u"\n    "_s + hex + u'\n'), qPrintable(hex));
    QCOMPARE(*decode(frame->mid(frameHeaderSize)), envelope);
}

template <size_t Index> void TestDocument::checkMessages()
{
    if constexpr (Index < std::variant_size_v<AnyMessage>) {
        const Message message{std::variant_alternative_t<Index, AnyMessage>()};
        const QString row = u"| %1 | `%2` |"_s.arg(typeNumber(message)).arg(typeName(message));
        QVERIFY2(m_text.contains(row), qPrintable(row));
        checkMessages<Index + 1>();
    }
}

void TestDocument::everyMessageIsThere()
{
    checkMessages<0>();
}

template <size_t Index> QString nameOfType(int number)
{
    if constexpr (Index < std::variant_size_v<AnyMessage>) {
        const Message message{std::variant_alternative_t<Index, AnyMessage>()};
        return typeNumber(message) == number ? QString::fromLatin1(typeName(message)) : nameOfType<Index + 1>(number);
    } else {
        return {};
    }
}

void TestDocument::everyRightIsThere()
{
    for (const wire::MessageRight &row : wire::messageRights) {
        const QString line = u"| `%1` | %2 |"_s.arg(nameOfType<0>(row.number), row.anyOf.toString());
        QVERIFY2(m_text.contains(line), qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestDocument)
#include "document_test.moc"
