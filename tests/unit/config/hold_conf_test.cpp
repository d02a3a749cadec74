// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a scheduler's jobs hold their nodes, and for how long.
#include "common/config/cid_conf.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestHoldConf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSchedulerSaysWhetherItsJobsHold_data();
    void aSchedulerSaysWhetherItsJobsHold();
};

void TestHoldConf::aSchedulerSaysWhetherItsJobsHold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<HoldConf>("holds");
    QTest::addColumn<std::chrono::seconds>("longest");
    const auto row = [](const char *name, const QByteArray &text, HoldConf holds, std::chrono::seconds longest) {
        QTest::newRow(name) << text << holds << longest;
    };
    row("it says nothing", {}, HoldConf::Yes, std::chrono::days(7));
    row("they do, for two days", "holds = yes\nhold = 2d\n", HoldConf::Yes, std::chrono::days(2));
    row("until they are released", "holds = strict\n", HoldConf::Strict, {});
    row("until they are released, or for an hour", "holds = strict\nhold = 1h\n", HoldConf::Strict,
        std::chrono::hours(1));
    row("they do not", "holds = no\n", HoldConf::No, {});
}

void TestHoldConf::aSchedulerSaysWhetherItsJobsHold()
{
    QFETCH(QByteArray, text);
    QFETCH(HoldConf, holds);
    QFETCH(std::chrono::seconds, longest);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"cid.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[scheduler \"slurm\"]\n" + text);
    file.close();
    const auto conf = loadCidConf(file.fileName());
    QVERIFY2(conf, conf ? "" : qPrintable(conf.error().text));
    QCOMPARE(conf->clientKeys.first().holds, holds);
    QCOMPARE(conf->clientKeys.first().holdFor, longest);
    QCOMPARE(conf->captHolds, HoldConf::Yes);
}

QTEST_GUILESS_MAIN(TestHoldConf)
#include "hold_conf_test.moc"
