// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/journal.h"
#include "common/base/logging.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesWithLineEndsCarryTheirLength();
    void fieldsNest();
    void aLineBecomesAnEntryWithItsFields();
};

void TestJournal::linesWithLineEndsCarryTheirLength()
{
    QCOMPARE(journalEntry({{"A", "b"}, {"C", "d\ne"}}), QByteArray("A=b\nC\n\3\0\0\0\0\0\0\0d\ne\n", 18));
}

void TestJournal::fieldsNest()
{
    QVERIFY(LogFields::current().isEmpty());
    {
        const LogFields outer(QList<LogFields::Field>{{"CID_NODE", "n1"}});
        const LogFields inner(QList<LogFields::Field>{{"CID_JOB", "7"}});
        const QList<LogFields::Field> both{{"CID_NODE", "n1"}, {"CID_JOB", "7"}};
        QCOMPARE(LogFields::current(), both);
    }
    QVERIFY(LogFields::current().isEmpty());
}

void TestJournal::aLineBecomesAnEntryWithItsFields()
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(u"socket"_s).toUtf8();
    const int receiver = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.constData(), sizeof(address.sun_path) - 1);
    QCOMPARE(::bind(receiver, reinterpret_cast<const sockaddr *>(&address), sizeof(address)), 0);
    struct stat facts = {};
    QCOMPARE(::fstat(STDERR_FILENO, &facts), 0);
    qputenv("JOURNAL_STREAM",
            QByteArray::number(static_cast<quint64>(facts.st_dev)) + ':'
                + QByteArray::number(static_cast<quint64>(facts.st_ino)));
    setJournalSocket(path);
    installLogHandler(1);
    const QLoggingCategory category("cid.test");
    {
        const LogFields fields(QList<LogFields::Field>{{"CID_NODE", "n1"}});
        qCWarning(category, "two\nlines");
    }
    qInstallMessageHandler(nullptr);
    std::array<char, 4096> bytes{};
    const auto count = ::recv(receiver, bytes.data(), bytes.size(), 0);
    ::close(receiver);
    QVERIFY(count > 0);
    const QList<QByteArray> lines = QByteArray(bytes.data(), static_cast<qsizetype>(count)).split('\n');
    QVERIFY(lines.contains("PRIORITY=4"));
    QVERIFY(lines.contains("CODE_FILE=journal_test.cpp"));
    QVERIFY(lines.contains("CODE_FUNC=aLineBecomesAnEntryWithItsFields()"));
    QVERIFY(lines.contains("CID_CATEGORY=cid.test"));
    QVERIFY(lines.contains("CID_NODE=n1"));
    QVERIFY(lines[0].startsWith("MESSAGE=journal_test.cpp:"));
    QVERIFY(lines[0].endsWith(" --- two lines"));
}

QTEST_APPLESS_MAIN(TestJournal)
#include "journal_test.moc"
