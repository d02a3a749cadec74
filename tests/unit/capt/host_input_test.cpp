// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/host_input.h"

#include "common/config/host_list.h"
#include "common/config/limits.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class HostInputTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anArgumentIsReadAsWhatItIs_data();
    void anArgumentIsReadAsWhatItIs();
    void badInputSaysWhereAndWhat_data();
    void badInputSaysWhereAndWhat();
    void aListLongerThanAnArgumentComesFromAFile();

private:
    QTemporaryDir m_folder;
};

void HostInputTest::init()
{
    QVERIFY(QDir::setCurrent(m_folder.path()));
    const auto write = [](const QString &name, const QByteArray &bytes) {
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    // As $PBS_NODEFILE: a line for each processor.
    QVERIFY(write(u"nodefile"_s, "n1\nn1\nn2\n"));
    QVERIFY(write(u"commented"_s, "# rack one\n\n n[1-3] # but not\r\n!n2\n"));
    QVERIFY(write(u"groups"_s, "@rack1\n@rack2"));
    QVERIFY(write(u"empty"_s, "# nobody\n\n"));
    QVERIFY(write(u"latin"_s, "n\xe4\n"));
    QVERIFY(write(u"zero"_s, QByteArray("n1\0n2", 5)));
    QVERIFY(write(u"long"_s, QByteArray(config::maxHostText + 1, 'n')));
    QVERIFY(write(u"rack1"_s, "n9"));
}

void HostInputTest::anArgumentIsReadAsWhatItIs_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("list");
    const auto row = [](const char *name, const QString &argument, const QString &list) {
        QTest::newRow(name) << argument << list;
    };
    row("a list is itself", u"n[1-4]"_s, u"n[1-4]"_s);
    row("a group is a group, also where a file has its name", u"@rack1"_s, u"@rack1"_s);
    row("a group with more behind it is a list", u"@rack1,n[1/2]"_s, u"@rack1,n[1/2]"_s);
    row("a file in this folder", u"@./nodefile"_s, u"n1 n1 n2"_s);
    row("a file by its whole path", u'@' + m_folder.filePath(u"nodefile"_s), u"n1 n1 n2"_s);
    row("a file above", u"@../"_s + QDir(m_folder.path()).dirName() + u"/nodefile"_s, u"n1 n1 n2"_s);
    row("comments and blank lines are passed over", u"@./commented"_s, u"n[1-3] !n2"_s);
    row("groups in a file", u"@./groups"_s, u"@rack1 @rack2"_s);
    row("standard input", u"-"_s, u"n7 n8"_s);
    row("a dash within a name is a name", u"-n"_s, u"-n"_s);
}

void HostInputTest::anArgumentIsReadAsWhatItIs()
{
    QFETCH(QString, argument);
    QByteArray bytes = "n7\nn8\n";
    QBuffer input(&bytes);
    QVERIFY(input.open(QIODevice::ReadOnly));
    const auto list = readHostInput(argument, u"-n"_s, input);
    QVERIFY2(list, list ? "" : qPrintable(list.error().text));
    QTEST(*list, "list");
}

void HostInputTest::badInputSaysWhereAndWhat_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("words");
    QTest::newRow("no such file") << u"@./none"_s << u"-n: ./none cannot be read"_s;
    QTest::newRow("a folder") << u"@/"_s << u"-n: / cannot be read"_s;
    QTest::newRow("nobody in it") << u"@./empty"_s << u"-n: ./empty names no host"_s;
    QTest::newRow("no UTF-8") << u"@./latin"_s << u"-n: ./latin is no text"_s;
    QTest::newRow("a zero byte") << u"@./zero"_s << u"-n: ./zero is no text"_s;
    QTest::newRow("over four MiB") << u"@./long"_s << u"-n: ./long is longer than 4194304 bytes"_s;
    QTest::newRow("an endless one") << u"@/dev/zero"_s << u"-n: /dev/zero is longer than 4194304 bytes"_s;
    QTest::newRow("nothing on standard input") << u"-"_s << u"-n: standard input names no host"_s;
}

void HostInputTest::badInputSaysWhereAndWhat()
{
    QFETCH(QString, argument);
    QFETCH(QString, words);
    QBuffer input;
    QVERIFY(input.open(QIODevice::ReadOnly));
    const auto list = readHostInput(argument, u"-n"_s, input);
    QVERIFY(!list);
    QCOMPARE(list.error().code, "hosts.input");
    QVERIFY2(list.error().text.startsWith(words), qPrintable(list.error().text));
}

void HostInputTest::aListLongerThanAnArgumentComesFromAFile()
{
    QFile file(u"many"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 20'000; ++i)
        file.write("a-node-of-the-cluster-" + QByteArray::number(i) + ".example\n");
    file.close();
    QVERIFY(file.size() > 128 * 1024);
    const auto list = readHostInput(u"@./many"_s, u"-n"_s);
    QVERIFY(list);
    QCOMPARE(expandHostList(*list)->size(), 20'000);
}

QTEST_GUILESS_MAIN(HostInputTest)
#include "host_input_test.moc"
