// SPDX-License-Identifier: GPL-3.0-or-later
// Every option that --help prints is in the program's manual page, and every page is one.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOptionIsDocumented_data();
    void everyOptionIsDocumented();
    void everyPageIsBuilt();

private:
    static QString output(const QString &program, const QStringList &arguments);
};

QString TestMan::output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput())
                                                                : QString();
}

void TestMan::everyOptionIsDocumented_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("verb");
    const auto row = [](const QString &program, const QString &page, const QString &verb = {}) {
        QTest::newRow(qPrintable((page + u' ' + verb).trimmed())) << program << page << verb;
    };
    row(u"daemon/cidd"_s, u"cidd"_s);
    row(u"daemon/build/cid-build"_s, u"cid-build"_s);
    row(u"kid/cidkid"_s, u"cidkid"_s);
    row(u"imagebuilder/mkimg.linux"_s, u"mkimg.linux"_s);
    row(u"imagebuilder/mkimg.darwin"_s, u"mkimg.darwin"_s);
    if (QFile::exists(QStringLiteral(CID_BINARY_DIR "/blancmange/blancmange")))
        row(u"blancmange/blancmange"_s, u"blancmange"_s);
    row(u"capt/cidcapt"_s, u"cidcapt"_s);
    row(u"capt/cid-slurm"_s, u"cid-slurm"_s);
    row(u"capt/cidctl"_s, u"cidctl"_s);
    const QString help = output(QStringLiteral(CID_BINARY_DIR "/capt/cidctl"), {u"--help"_s});
    const qsizetype verbs = help.indexOf(u"Verbs:\n"_s) + 7;
    for (const QString &line : help.mid(verbs, help.indexOf(u"\n\n"_s, verbs) - verbs).split(u'\n')) {
        // "  node show NODE   Show ...": the words in small letters are the verb.
        static const QRegularExpression verb(u"^  ([a-z]+(?: [a-z]+)?) "_s);
        row(u"capt/cidctl"_s, u"cidctl"_s, verb.match(line).captured(1));
    }
}

void TestMan::everyOptionIsDocumented()
{
    QFETCH(QString, program);
    QFETCH(QString, page);
    QFETCH(QString, verb);
    const QStringList words = verb.isEmpty() ? QStringList() : verb.split(u' ');
    const QString help = output(QStringLiteral(CID_BINARY_DIR "/") + program, words + QStringList{u"--help"_s});
    QFile file(QStringLiteral(CID_SOURCE_DIR "/docs/man/") + page + u".8.scd"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(verb.isEmpty() || text.contains(u'*' + verb + u'*'));
    static const QRegularExpression line(u"^  (-\\S.*)$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression option(u"(?<![\\w-])(--?[a-z][a-z-]*)"_s);
    int count = 0;
    for (auto lines = line.globalMatch(help); lines.hasNext();) {
        const QString head = lines.next().captured(1).section(u"  "_s, 0, 0);
        for (auto options = option.globalMatch(head); options.hasNext(); ++count) {
            const QString name = options.next().captured(1);
            QVERIFY2(text.contains(u'*' + name + u'*'), qPrintable(page + u" does not know "_s + name));
        }
    }
    QVERIFY2(count >= 4, qPrintable(help));
}

void TestMan::everyPageIsBuilt()
{
    for (const QString &page : {u"cidd.8"_s, u"cidkid.8"_s, u"cidcapt.8"_s, u"cidctl.8"_s, u"cid-slurm.8"_s,
                                u"mkimg.linux.8"_s, u"mkimg.darwin.8"_s, u"cid-slurm.conf.5"_s, u"blancmange.8"_s,
                                u"cid.conf.5"_s, u"node_db.5"_s, u"image_db.5"_s, u"top_config.5"_s}) {
        QFile file(QStringLiteral(CID_BINARY_DIR "/docs/man/") + page);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(page));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains(".SH NAME") && !text.contains("@KEYS@"), qPrintable(page));
    }
}

QTEST_GUILESS_MAIN(TestMan)
#include "man_test.moc"
