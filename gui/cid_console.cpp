// SPDX-License-Identifier: GPL-3.0-or-later
// cid-console, the operator's desktop.
#include "common/base/standard_files.h"
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/demo/demo_server.h"
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLoggingCategory>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int usageError = 2;
constexpr int mostDemoNodes = 20'000;

int complain(const QString &text)
{
    std::fprintf(stderr, "cid-console: %s\n", qUtf8Printable(text));
    return usageError;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"The operator's desktop of notP."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"demo"_s, u"Run a cidd of its own with N nodes that only pretend."_s, u"N"_s},
        {u"page"_s, u"Begin with PAGE: connect, nodes, jobs, events, images or blancmange."_s, u"PAGE"_s},
        {u"appearance"_s, u"Look light, dark or as the system."_s, u"NAME"_s},
        {u"language"_s, u"Speak CODE: en, de, fr, es, zh_CN or ja."_s, u"CODE"_s},
        {u"settings"_s, u"Keep settings in FILE instead of the user's own."_s, u"FILE"_s},
    });
}

// What is asked in a shell on a machine without a display is answered there, too.
void answerWithoutScreen(int argc, char **argv, QCommandLineParser &parser)
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    parser.parse(words);
    if (!parser.isSet(u"help"_s) && !parser.isSet(u"help-all"_s) && !parser.isSet(u"version"_s))
        return;
    const QCoreApplication application(argc, argv);
    parser.process(application);
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    QApplication::setApplicationName(u"cid-console"_s);
    QApplication::setOrganizationName(u"notP"_s);
    QApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QGuiApplication::setDesktopFileName(u"cid-console"_s);
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    QCommandLineParser parser;
    describe(parser);
    answerWithoutScreen(argc, argv, parser);
    QApplication application(argc, argv);
    parser.process(application);

    const QString file = parser.value(u"settings"_s);
    QSettings settings = file.isEmpty() ? QSettings() : QSettings(file, QSettings::IniFormat);
    initConsoleResources();
    installLanguage(parser.isSet(u"language"_s) ? parser.value(u"language"_s)
                                                : settings.value(u"window/language"_s).toString());
    const QString look = parser.isSet(u"appearance"_s) ? parser.value(u"appearance"_s)
                                                       : settings.value(u"window/appearance"_s).toString();
    applyAppearance(application, appearanceFromName(look));
    KeyVault vault(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/keys"_s, true);
    MainWindow window(settings, vault);

    DemoServer demo;
    if (parser.isSet(u"demo"_s)) {
        bool isNumber = false;
        const int nodes = parser.value(u"demo"_s).toInt(&isNumber);
        if (!isNumber || nodes < 1 || nodes > mostDemoNodes)
            return complain(
                u"--demo: found \"%1\", expected a number of nodes from 1 to %2"_s.arg(parser.value(u"demo"_s))
                    .arg(mostDemoNodes));
        QObject::connect(&demo, &DemoServer::ready, &window, [&] {
            window.openServer(MainWindow::tr("Demonstration"), demo.access());
            window.showPage(parser.value(u"page"_s));
        });
        QObject::connect(&demo, &DemoServer::failed, &window,
                         [](const Error &error) { QCoreApplication::exit(complain(error.text)); });
        demo.start(nodes);
    } else if (parser.isSet(u"page"_s)) {
        window.showPage(parser.value(u"page"_s));
    }
    window.show();
    return QApplication::exec();
}
