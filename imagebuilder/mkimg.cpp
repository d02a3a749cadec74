// SPDX-License-Identifier: GPL-3.0-or-later
// mkimg.linux: packs a root file system into <name>-<version>-<subversion>.gz and its manifest.
#include "imagebuilder/mkimg/engine_options.h"
#include "imagebuilder/mkimg/inspect.h"
#include "imagebuilder/pack/packer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t s_stop = 0;

void noteStop(int)
{
    s_stop = 1;
}

void say(const QString &text)
{
    std::fputs(qUtf8Printable(text), stderr);
}

int complain(const QString &text, int code)
{
    say(u"mkimg.linux: %1\n"_s.arg(text));
    return code;
}

Result<QByteArrayList> readExcludes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::NotFound, "mkimg.excludes", u"%1: %2"_s.arg(path, file.errorString())));
    QByteArrayList patterns;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith('#'))
            patterns.append(line.trimmed());
    }
    return patterns;
}

/// One line on a terminal that is written over a few times a second.
class ProgressLine
{
public:
    explicit ProgressLine(bool isShown)
        : m_isShown(isShown && ::isatty(STDERR_FILENO) == 1)
    {
        m_timer.start();
    }
    ~ProgressLine() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressLine)
    void show(const PackProgress &now)
    {
        if (!m_isShown || m_timer.elapsed() - m_last < 200)
            return;
        m_last = m_timer.elapsed();
        const double seconds = static_cast<double>(m_last) / 1000;
        const double rate = static_cast<double>(std::max<ByteCount>(now.bytes, 1)) / seconds;
        say(u"\r\x1b[K%1 %  %2 of %3 files  %4  %5/s  %6 left"_s
                .arg(now.totalBytes > 0 ? now.bytes * 100 / now.totalBytes : 0)
                .arg(now.entries)
                .arg(now.totalEntries)
                .arg(formatBytes(now.bytes), formatBytes(static_cast<ByteCount>(rate)),
                     formatSeconds(static_cast<qint64>(static_cast<double>(now.totalBytes - now.bytes) / rate))));
    }
    void clear() const
    {
        if (m_isShown)
            say(u"\r\x1b[K"_s);
    }

private:
    bool m_isShown;
    QElapsedTimer m_timer;
    qint64 m_last = 0;
};

struct Request
{
    PackOptions pack;
    bool quiet = false;
    bool json = false;
};

bool isInspection(const QCommandLineParser &parser)
{
    return parser.isSet(u"list"_s) || parser.isSet(u"verify"_s) || parser.isSet(u"diff"_s);
}

int inspect(const QCommandLineParser &parser, const Request &request)
{
    const Inspection inspection{parser.positionalArguments().first(), request.json, [] { return s_stop != 0; }};
    Result<bool> same = true;
    Status status;
    if (parser.isSet(u"list"_s))
        status = listImage(inspection);
    else if (parser.isSet(u"verify"_s))
        status = checkImage(inspection);
    else
        same = diffImage(inspection, parser.value(u"diff"_s), request.pack.excludes);
    if (!status || !same)
        return complain((status ? same.error() : status.error()).text, 1);
    return *same ? 0 : 3;
}

Result<Request> readArguments(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Packs the root file system ROOT into an image and its manifest."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"image"_s, u"The image's full name."_s, u"NAME-VERSION-SUBVERSION"_s},
        {u"output"_s, u"The folder for the image and its manifest."_s, u"DIR"_s},
        {u"exclude"_s, u"Leave PATH out, too; may be repeated."_s, u"PATH"_s},
        {u"exclude-file"_s, u"Leave out what FILE lists instead of the built-in list."_s, u"FILE"_s},
        {u"show-excludes"_s, u"Print the built-in list with its reasons and exit."_s},
        {u"list"_s, u"List what IMAGE (its .gz) holds and exit."_s},
        {u"verify"_s, u"Read and check IMAGE and exit."_s},
        {u"diff"_s, u"Hold the tree ROOT against IMAGE; exit with 3 where they differ."_s, u"ROOT"_s},
        {u"json"_s, u"Say on standard output what was done, as JSON."_s},
        {{u"q"_s, u"quiet"_s}, u"Say nothing but errors."_s},
    });
    addEngineOptions(parser);
    parser.addPositionalArgument(u"ROOT"_s,
                                 u"The folder that becomes / on the nodes; with --list, --verify and --diff "
                                 "an image's .gz."_s);
    parser.process(QCoreApplication::arguments());
    const auto usage = [](const QString &text) { return fail(makeError(ErrorKind::Invalid, "mkimg.usage", text)); };
    Request request;
    request.quiet = parser.isSet(u"quiet"_s);
    request.json = parser.isSet(u"json"_s);
    if (parser.positionalArguments().size() != 1)
        return usage(u"name one ROOT or IMAGE; see --help"_s);
    if (isInspection(parser)) {
        const auto excludes = readExcludes(u":/cid/mkimg.exclude"_s);
        request.pack.excludes = excludes.value_or(QByteArrayList());
        return request;
    }
    const auto image = ImageId::parse(parser.value(u"image"_s));
    if (!image)
        return usage(u"--image: "_s + image.error().text);
    if (!QFileInfo(parser.value(u"output"_s)).isDir())
        return usage(u"--output: \"%1\" is no folder"_s.arg(parser.value(u"output"_s)));
    request.pack.root = QFileInfo(parser.positionalArguments().first()).absoluteFilePath();
    request.pack.image = *image;
    request.pack.outputFolder = parser.value(u"output"_s);
    const auto excludes =
        readExcludes(parser.isSet(u"exclude-file"_s) ? parser.value(u"exclude-file"_s) : u":/cid/mkimg.exclude"_s);
    if (!excludes)
        return fail(excludes.error());
    request.pack.excludes = *excludes;
    for (const QString &path : parser.values(u"exclude"_s))
        request.pack.excludes.append(QFile::encodeName(path));
    const Status engine = readEngineOptions(parser, request.pack);
    return engine ? Result<Request>(request) : fail(engine.error());
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"mkimg.linux"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    if (QCoreApplication::arguments().contains(u"--show-excludes"_s)) {
        QFile list(u":/cid/mkimg.exclude"_s);
        const bool isOpen = list.open(QIODevice::ReadOnly);
        std::fputs(isOpen ? list.readAll().constData() : "", stdout);
        return isOpen ? 0 : 1;
    }
    QCommandLineParser parser;
    auto request = readArguments(parser);
    if (!request)
        return complain(request.error().text, 2);
    std::signal(SIGINT, noteStop);
    std::signal(SIGTERM, noteStop);
    if (isInspection(parser))
        return inspect(parser, *request);
    ProgressLine line(!request->quiet);
    request->pack.cancelled = [] { return s_stop != 0; };
    request->pack.progress = [&line](const PackProgress &now) { line.show(now); };
    const auto report = packImage(request->pack);
    line.clear();
    if (!report)
        return complain(report.error().text, report.error().kind == ErrorKind::Cancelled ? 130 : 1);
    for (const QString &problem : report->problems)
        say(u"mkimg.linux: %1\n"_s.arg(problem));
    const int code = report->problems.isEmpty() ? 0 : 6;
    if (code != 0)
        say(u"mkimg.linux: %1 problems: the image is not what the root was\n"_s.arg(report->problems.size()));
    if (request->json)
        std::fputs(reportAsJson(*report).constData(), stdout);
    if (request->quiet || request->json)
        return code;
    const Manifest &manifest = report->manifest;
    say(u"%1: %2 files, %3 packed into %4 (%5 chunks), digest %6\n"_s.arg(report->imagePath)
            .arg(report->entries)
            .arg(formatBytes(manifest.unpackedSize), formatBytes(manifest.packedSize))
            .arg(report->chunks)
            .arg(QString::fromLatin1(report->digest.toHex())));
    for (const QByteArray &path : report->leftOut)
        say(u"left out: %1\n"_s.arg(QFile::decodeName(path)));
    return code;
}
