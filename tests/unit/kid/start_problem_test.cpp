// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/job_context.h"
#include "kid/deploy/deploy_plan.h"
#include "kid/machine/real_machine.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestStartProblem : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anImageThatCannotStartIsRefusedBeforeTheDisk_data();
    void anImageThatCannotStartIsRefusedBeforeTheDisk();
};

void TestStartProblem::anImageThatCannotStartIsRefusedBeforeTheDisk_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("it holds no kernel") << u"it holds no kernel; looked for /boot/vmlinuz-VERSION"_s
                                        << QByteArray("boot.no-kernel");
    QTest::newRow("nothing is known against it: the disk is looked for") << QString() << QByteArray("disk.none");
}

// The machine is a real one, of which nothing is there but its folders.
void TestStartProblem::anImageThatCannotStartIsRefusedBeforeTheDisk()
{
    QFETCH(QString, problem);
    QFETCH(QByteArray, code);
    const QTemporaryDir folder;
    const auto at = [&folder](const QString &name) { return folder.filePath(name); };
    QVERIFY(QDir(folder.path()).mkpath(u"proc"_s) && QDir(folder.path()).mkpath(u"sys/block"_s));
    LocalFileSystem files;
    LocalProcessRunner runner;
    RealMachine machine({&runner, &files},
                        {at(u"sys"_s), at(u"proc"_s), at(u"dev"_s), at(u"run"_s), at(u"root"_s), {}});
    JobContext context(runner, files);
    DeployInput input;
    input.order.image = *ImageId::parse(u"suse-15-6"_s);
    input.order.startProblem = problem;
    const auto plan = DeployPlan::make(machine, context, input);
    QVERIFY(!plan);
    QCOMPARE(plan.error().code, code);
    QVERIFY2(plan.error().text.contains(problem), qPrintable(plan.error().text));
}

QTEST_GUILESS_MAIN(TestStartProblem)
#include "start_problem_test.moc"
