// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/text_diff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cid;

class TextDiffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDifferenceIsTheShortest_data();
    void aDifferenceIsTheShortest();
    void bothTextsComeOutOfAnyDifference();
    void aMergeHoldsWhatBothDid_data();
    void aMergeHoldsWhatBothDid();

private:
    static QByteArray sideOf(const QList<DiffLine> &lines, DiffLine::Kind without)
    {
        QByteArray text;
        for (const DiffLine &line : lines) {
            if (line.kind != without)
                text += line.text;
        }
        return text;
    }
};

void TextDiffTest::aDifferenceIsTheShortest_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("signs");
    const auto row = [](const char *name, const char *before, const char *after, const char *signs) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(signs);
    };
    row("the same", "a\nb\n", "a\nb\n", "  ");
    row("nothing and something", "", "a\n", "+");
    row("something and nothing", "a\n", "", "-");
    row("a line in the middle", "a\nb\nc\n", "a\nx\nc\n", " -+ ");
    row("a line more at the end", "a\n", "a\nb\n", " +");
    row("a line end at the end", "a", "a\n", "-+");
    row("the example of the paper", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", "-- + - +");
}

void TextDiffTest::aDifferenceIsTheShortest()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, signs);
    const QList<DiffLine> lines = diffTexts(before, after);
    int changes = 0;
    for (const DiffLine &line : lines)
        changes += line.kind != DiffLine::Kind::Same;
    QCOMPARE(sideOf(lines, DiffLine::Kind::Added), before);
    QCOMPARE(sideOf(lines, DiffLine::Kind::Removed), after);
    QVERIFY(changes <= signs.count('-') + signs.count('+'));
}

void TextDiffTest::bothTextsComeOutOfAnyDifference()
{
    QRandomGenerator random(7);
    for (int run = 0; run < 200; ++run) {
        const auto text = [&random] {
            QByteArray result;
            for (int i = random.bounded(30); i > 0; --i)
                result += QByteArray(1, static_cast<char>('a' + random.bounded(4))) + '\n';
            return result;
        };
        const QByteArray before = text();
        const QByteArray after = text();
        const QList<DiffLine> lines = diffTexts(before, after);
        QCOMPARE(sideOf(lines, DiffLine::Kind::Added), before);
        QCOMPARE(sideOf(lines, DiffLine::Kind::Removed), after);
    }
}

void TextDiffTest::aMergeHoldsWhatBothDid_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged");
    QTest::addColumn<int>("conflicts");
    const auto row = [](const char *name, const char *base, const char *mine, const char *theirs, const char *merged,
                        int conflicts) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs) << QByteArray(merged)
                            << conflicts;
    };
    row("nobody changed anything", "a\nb\n", "a\nb\n", "a\nb\n", "a\nb\n", 0);
    row("I alone", "a\nb\n", "a\nx\n", "a\nb\n", "a\nx\n", 0);
    row("they alone", "a\nb\n", "a\nb\n", "y\nb\n", "y\nb\n", 0);
    row("both, in different places", "a\nb\nc\n", "x\nb\nc\n", "a\nb\ny\n", "x\nb\ny\n", 0);
    row("both the same", "a\nb\n", "a\nx\n", "a\nx\n", "a\nx\n", 0);
    row("both, in the same place", "a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n",
        "a\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> theirs\nc\n", 1);
    row("I removed what they changed", "a\nb\nc\n", "a\nc\n", "a\ny\nc\n",
        "a\n<<<<<<< mine\n=======\ny\n>>>>>>> theirs\nc\n", 1);
    row("both added at the end", "a\n", "a\nx\n", "a\ny\n", "a\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> theirs\n", 1);
}

void TextDiffTest::aMergeHoldsWhatBothDid()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, mine);
    QFETCH(QByteArray, theirs);
    const MergedText merged = mergeTexts(base, mine, theirs);
    QTEST(merged.text, "merged");
    QTEST(merged.conflicts, "conflicts");
}

QTEST_APPLESS_MAIN(TextDiffTest)
#include "text_diff_test.moc"
