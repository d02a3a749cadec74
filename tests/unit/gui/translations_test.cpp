// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace cid;
using namespace Qt::StringLiterals;

// Every text of the console in every language: nothing missing, nothing unfinished, each place holder once.
class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTextIsTranslated_data() { languages(); }
    void everyTextIsTranslated();
    void everyPlaceHolderIsKept_data() { languages(); }
    void everyPlaceHolderIsKept();
    void theProgramSpeaksIt_data() { languages(); }
    void theProgramSpeaksIt();

private:
    static void languages()
    {
        QTest::addColumn<QString>("language");
        for (const QString &code : consoleLanguages()) {
            if (code != u"en"_s)
                QTest::newRow(qPrintable(code)) << code;
        }
    }
    static QString catalogue(const QString &language)
    {
        return QStringLiteral(CID_SOURCE_DIR "/translations/cid-console_%1.ts").arg(language);
    }
    static QStringList holders(const QString &text)
    {
        static const QRegularExpression holder(u"%[0-9n]"_s);
        QStringList found;
        for (auto it = holder.globalMatch(text); it.hasNext();)
            found << it.next().captured();
        found.sort();
        found.removeDuplicates();
        return found;
    }
};

void TranslationsTest::everyTextIsTranslated()
{
    QFETCH(QString, language);
    QString lupdate = QStandardPaths::findExecutable(u"lupdate"_s, {u"/usr/lib/qt6/bin"_s});
    QVERIFY2(!lupdate.isEmpty(), "lupdate is missing: tools/setup installs it");
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.ts"_s);
    QVERIFY(QFile::copy(catalogue(language), copy));
    QProcess process;
    process.setWorkingDirectory(QStringLiteral(CID_SOURCE_DIR));
    process.start(
        lupdate,
        {u"-silent"_s, u"-I"_s, u"."_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s, u"gui"_s, u"-ts"_s, copy});
    QVERIFY(process.waitForFinished());
    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList missing;
    QString source;
    int count = 0;
    for (QXmlStreamReader reader(&file); !reader.atEnd();) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "source"_L1) {
            source = reader.readElementText();
            ++count;
        } else if (reader.name() == "translation"_L1 && reader.attributes().hasAttribute("type"_L1)) {
            missing << source;
        }
    }
    QVERIFY(count > 200);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TranslationsTest::everyPlaceHolderIsKept()
{
    QFETCH(QString, language);
    QFile file(catalogue(language));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList wrong;
    QString source;
    for (QXmlStreamReader reader(&file); !reader.atEnd();) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "source"_L1)
            source = reader.readElementText();
        else if (reader.name() == "translation"_L1 || reader.name() == "numerusform"_L1) {
            const QString text = reader.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
            if (!text.isEmpty() && holders(text) != holders(source))
                wrong << source + u" → "_s + text;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TranslationsTest::theProgramSpeaksIt()
{
    QFETCH(QString, language);
    initConsoleResources();
    installLanguage(language);
    const QString failed = QCoreApplication::translate("StateLook", "Failed");
    QVERIFY2(!failed.isEmpty() && failed != u"Failed"_s, qPrintable(failed));
    const QString one = QCoreApplication::translate("cid::NodesPage", "%n machine(s) now have a name.", nullptr, 1);
    QVERIFY2(one.contains(u'1') && !one.contains(u"(s)"_s), qPrintable(one));
    installLanguage(u"en"_s);
    QCOMPARE(QCoreApplication::translate("cid::NodesPage", "%n machine(s) now have a name.", nullptr, 1),
             u"1 machine now has a name."_s);
    QCOMPARE(QCoreApplication::translate("cid::NodesPage", "%n machine(s) now have a name.", nullptr, 2),
             u"2 machines now have a name."_s);
}

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
