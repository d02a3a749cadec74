// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_text.h"

#include "common/config/host_list.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class HostTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aShortListStaysWhole();
    void aLongListIsCutBetweenMembers();
    void oneMemberIsNotCut();
    void theTextsMakeTheListTogether();
    void aJobTellsItsNodesEitherWay();
};

void HostTextTest::aShortListStaysWhole()
{
    QCOMPARE(briefHostList(u"n[1-9]"_s, 100), u"n[1-9]"_s);
    QCOMPARE(cutHostList(u"n[1-9]"_s, 100), QStringList{u"n[1-9]"_s});
    QCOMPARE(cutHostList(QString(), 100), QStringList{QString()});
}

void HostTextTest::aLongListIsCutBetweenMembers()
{
    QCOMPARE(briefHostList(u"a[1,3,5],b[2,4],c"_s, 14), u"a[1,3,5],..."_s);
    QCOMPARE(briefHostList(u"a[1,3,5,7,9,11]"_s, 10), u"..."_s);
}

void HostTextTest::oneMemberIsNotCut()
{
    QCOMPARE(cutHostList(u"a[1,3,5,7,9,11]"_s, 4), QStringList{u"a[1,3,5,7,9,11]"_s});
    QCOMPARE(cutHostList(u"a[1,3,5],b"_s, 4), (QStringList{u"a[1,3,5]"_s, u"b"_s}));
}

void HostTextTest::theTextsMakeTheListTogether()
{
    QStringList names;
    for (int i = 0; i < 5'000; ++i)
        names.append(u"n%1x%2"_s.arg(i % 71).arg(i * 3));
    const QString folded = foldHostList(names);
    const QStringList texts = cutHostList(folded, 500);
    QCOMPARE(texts.join(u','), folded);
    QVERIFY(texts.size() > 10);
    QStringList back;
    for (const QString &text : texts)
        back += *expandHostList(text); // Each is a list of its own.
    QCOMPARE(QSet<QString>(back.begin(), back.end()), QSet<QString>(names.begin(), names.end()));
}

void HostTextTest::aJobTellsItsNodesEitherWay()
{
    Job job;
    job.nodes = {u"n1"_s, u"n2"_s};
    QCOMPARE(hostsOf(job), u"n[1-2]"_s);
    QCOMPARE(nodeCount(job), 2);
    job.nodes.clear();
    job.hosts = u"n[1-9],..."_s;
    job.counts.nodes = 12;
    QCOMPARE(hostsOf(job), u"n[1-9],..."_s);
    QCOMPARE(nodeCount(job), 12);
}

QTEST_GUILESS_MAIN(HostTextTest)
#include "host_text_test.moc"
