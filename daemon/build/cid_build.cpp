// SPDX-License-Identifier: GPL-3.0-or-later
// cid-build: runs mkimg and Blancmange's steps for operators, on the word of cidd alone.
#include "common/base/logging.h"
#include "common/base/standard_files.h"
#include "common/service/service_notifier.h"
#include "common/service/unix_signals.h"
#include "daemon/build/build_service.h"
#include "daemon/build/publish.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcMain, "cid.main")

constexpr int usageError = 2;
constexpr int startError = 1;

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "cid-build: %s\n", qUtf8Printable(text));
    return code;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Builds images and Blancmange for the operators of notP."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"f"_s, u"Stay in the foreground (cid-build always does)."_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"mkimg"_s, u"Make images by PROGRAM; mkimg.linux beside cid-build by default."_s, u"PROGRAM"_s},
        {u"blancmange"_s, u"Build Blancmange by PROGRAM; blancmange beside cid-build by default."_s, u"PROGRAM"_s},
        {u"publish"_s, u"Copy Blancmange's kernel and initramfs from DIR into the folder of --to and exit."_s,
         u"DIR"_s},
        {u"to"_s, u"Where --publish copies them."_s, u"DIR"_s},
    });
}

int publish(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"to"_s))
        return complain(u"--publish needs --to DIR; see --help"_s, usageError);
    const auto done = publishBlancmange(parser.value(u"publish"_s), parser.value(u"to"_s));
    if (!done)
        return complain(done.error().text, startError);
    for (const QString &line : *done)
        std::printf("%s\n", qUtf8Printable(line));
    return 0;
}

BuildPrograms programsOf(const QCommandLineParser &parser)
{
    const QString here = QCoreApplication::applicationDirPath();
    const auto program = [&](const QString &option, const QString &name) {
        return parser.isSet(option) ? QFileInfo(parser.value(option)).absoluteFilePath() : here + u'/' + name;
    };
    return {program(u"mkimg"_s, u"mkimg.linux"_s), program(u"blancmange"_s, u"blancmange"_s),
            QCoreApplication::applicationFilePath()};
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cid-build"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    describe(parser);
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return complain(u"unexpected argument \"%1\"; see --help"_s.arg(parser.positionalArguments().constFirst()),
                        usageError);
    if (parser.isSet(u"publish"_s))
        return publish(parser);
    auto conf = loadCidConf(parser.value(u"config"_s));
    if (!conf)
        return complain(conf.error().text, usageError);
    if (conf->build.blancmange.isEmpty())
        conf->build.blancmange =
            QFileInfo(QCoreApplication::applicationDirPath() + u"/../share/notp/blancmange"_s).absoluteFilePath();
    installLogHandler(conf->debug);
    ServiceNotifier notifier;
    UnixSignals unixSignals({SIGTERM, SIGINT});
    BuildService service(*conf, programsOf(parser));
    const Status started = service.start();
    if (!started)
        return complain(started.error().text, startError);
    qCInfo(lcMain, "cid-build up and running on %ls", qUtf16Printable(conf->build.socket));
    QObject::connect(&service, &BuildService::stopped, &application, [] { QCoreApplication::exit(0); });
    QObject::connect(&unixSignals, &UnixSignals::received, &application, [&](int) {
        notifier.stopping();
        service.stop();
    });
    notifier.ready();
    return QCoreApplication::exec();
}
