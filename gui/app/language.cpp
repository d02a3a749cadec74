// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Q_INIT_RESOURCE has to stand outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(console);
    Q_INIT_RESOURCE(translations);
}

namespace cid {

using namespace Qt::StringLiterals;

void initConsoleResources()
{
    initResources();
}

QStringList consoleLanguages()
{
    return {u"en"_s, u"de"_s, u"fr"_s, u"es"_s, u"zh_CN"_s, u"ja"_s};
}

QString languageName(const QString &code)
{
    return code == "en"_L1 ? u"English"_s : QLocale(code).nativeLanguageName();
}

void installLanguage(const QString &code)
{
    static QTranslator *ours = nullptr;
    static QTranslator *qts = nullptr;
    for (QTranslator **old : {&ours, &qts}) {
        delete *old;
        *old = nullptr;
    }
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    // English is in the sources but for its plurals, and those are rules that Qt knows.
    ours = new QTranslator(QCoreApplication::instance());
    if (ours->load(locale, u"cid-console"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(ours);
    qts = new QTranslator(QCoreApplication::instance());
    if (qts->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

} // namespace cid
