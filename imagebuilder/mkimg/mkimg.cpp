// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/mkimg/mkimg.h"

#include "common/base/printable.h"
#include "common/base/standard_files.h"
#include "imagebuilder/darwin/apple_companions.h"
#include "imagebuilder/excludes.h"
#include "imagebuilder/mkimg/inspect.h"
#include "imagebuilder/mkimg/mkimg_request.h"
#include "imagebuilder/mkimg/progress_line.h"
#include "imagebuilder/sign/sign_image.h"
#include "imagebuilder/software/spdx.h"
#include "imagebuilder/source/boot_check.h"
#include "imagebuilder/source/image_source.h"

#include <QCoreApplication>
#include <QFile>

#include <csignal>
#include <cstdio>
#include <optional>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Exit codes beside those of errors.
constexpr int differs = 3;
constexpr int notWhole = 6; ///< packed, but not everything could be read

/// Set by the signals that end the program. Made before they are caught.
const CancelToken &stopToken()
{
    static const CancelToken token;
    return token;
}

void noteStop(int)
{
    stopToken().cancel(); // An atomic flag: a handler may set it.
}

/// Of a name, or of a sentence that has names in it.
QString shown(const QByteArray &text, bool keepLines = false)
{
    return QString::fromUtf8(escaped(text, keepLines));
}

/// What ends a program that does not catch it would leave half of an image under a hidden name.
void catchSignals(bool isPacking)
{
    static_cast<void>(stopToken());
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE}) {
        if (number == SIGPIPE && !isPacking)
            continue; // mkimg.linux --list IMAGE | head
        // nohup and a shell's "&" want some of them ignored.
        if (std::signal(number, noteStop) == SIG_IGN)
            std::signal(number, SIG_IGN);
    }
    std::signal(SIGXFSZ, SIG_IGN); // The write fails then and says of which file.
}

int complain(const Error &error)
{
    say(u"%1: %2\n"_s.arg(QCoreApplication::applicationName(), shown(error.text.toUtf8(), true)));
    return error.kind == ErrorKind::Cancelled ? 130 : error.code == "mkimg.usage" ? 2 : 1;
}

Status makeKey(const MkimgRequest &request)
{
    const auto key = makeSigningKey(request.keyFile);
    if (!key)
        return fail(key.error());
    std::printf("image_keys = %s\n", key->publicKey().toHex().constData());
    return {};
}

Status sign(const MkimgRequest &request)
{
    const auto key = readSigningKey(request.keyFile);
    if (!key)
        return fail(key.error());
    const Status signedNow = signImageFile(request.image, *key);
    if (signedNow && !request.quiet)
        say(u"%1: signed by %2\n"_s.arg(request.image, QString::fromLatin1(key->publicKey().toHex())));
    return signedNow;
}

void tell(const PackReport &report)
{
    const Manifest &manifest = report.manifest;
    say(u"%1: %2 files, %3 packed into %4 (%5 chunks), digest %6\n"_s.arg(report.imagePath)
            .arg(report.entries)
            .arg(formatBytes(manifest.unpackedSize), formatBytes(manifest.packedSize))
            .arg(report.chunks)
            .arg(QString::fromLatin1(report.digest.toHex())));
    for (const QByteArray &path : report.leftOut)
        say(u"left out: %1\n"_s.arg(shown(path)));
}

/// Says what the root lacks to boot, where that matters.
Status checkBoot(const MkimgRequest &request, FileSystem &files)
{
    const QStringList missing =
        request.pack.kind == ImageKind::Linux ? missingForBoot(request.pack.root, files) : QStringList();
    if (missing.isEmpty())
        return {};
    const QString list = u"the root lacks\n    "_s + missing.join(u"\n    "_s);
    if (request.mustBoot)
        return fail(makeError(ErrorKind::Invalid, "mkimg.not-bootable", list));
    if (!request.quiet)
        say(u"%1: warning: %2\n"_s.arg(QCoreApplication::applicationName(), list));
    return {};
}

Result<std::optional<SigningKey>> readKey(const MkimgRequest &request)
{
    if (request.keyFile.isEmpty())
        return std::nullopt;
    const auto key = readSigningKey(request.keyFile);
    return key ? Result<std::optional<SigningKey>>(*key) : fail(key.error());
}

/// The source of the root, kept until the image is made; null where the root was there before.
Result<std::unique_ptr<ImageSource>> prepareSource(MkimgRequest &request, ProcessRunner &runner)
{
    if (request.source.isEmpty())
        return nullptr;
    const auto tell = [isQuiet = request.quiet](const QString &text) {
        if (!isQuiet)
            say(text + u'\n');
    };
    auto source = openSource(request.source,
                             {&runner, request.workFolder, stopToken(), tell, request.platform, request.registry});
    if (!source)
        return source;
    const auto root = (*source)->prepare();
    if (!root)
        return fail(root.error());
    request.pack.root = *root;
    return source;
}

/// What a Mac's root has besides its files' content; null for other roots.
Result<std::unique_ptr<AppleCompanions>> openCompanions(MkimgRequest &request)
{
    if (request.pack.kind != ImageKind::Darwin)
        return nullptr;
    auto companions = AppleCompanions::open(request.pack.root);
    if (companions)
        request.pack.companions = companions->get();
    return companions;
}

/// What could not be kept is said even to those who want to hear nothing.
void tell(const AppleReport &report, bool isQuiet)
{
    if (!isQuiet)
        say(u"%1 files with Finder info, attributes or a resource fork\n"_s.arg(report.companions));
    for (const QString &line : report.notKept)
        say(u"not kept: %1\n"_s.arg(shown(line.toUtf8())));
    if (report.lost > 0)
        say(u"%1: not everything of %2 files could be kept\n"_s.arg(QCoreApplication::applicationName())
                .arg(report.lost));
}

/// What a run that kept going could not pack is said whatever the user wants to hear.
void tellProblems(const PackReport &report)
{
    for (const QString &problem : report.problems)
        say(u"%1: %2\n"_s.arg(QCoreApplication::applicationName(), shown(problem.toUtf8())));
    if (!report.problems.isEmpty())
        say(u"%1: %2 problems: the image is not what the root was\n"_s.arg(QCoreApplication::applicationName())
                .arg(report.problems.size()));
}

/// The files beside the image: its packages and its signature.
Status writeBeside(const PackReport &report, const SoftwareList &software, const std::optional<SigningKey> &key)
{
    // That of an earlier image of this name would not fit.
    QFile::remove(signaturePath(report.imagePath));
    const Status written =
        writeSoftware(report.imagePath, {report.manifest.image, report.digest, report.manifest.madeAt}, software);
    return written && key ? signImageFile(report.imagePath, *key) : written;
}

Result<int> pack(MkimgRequest &request)
{
    LocalFileSystem files;
    LocalProcessRunner runner;
    // Before the work: nobody wants to hear of a wrong key when everything is packed.
    const auto key = readKey(request);
    if (!key)
        return fail(key.error());
    const auto source = prepareSource(request, runner);
    if (!source)
        return fail(source.error());
    const Status canBoot = checkBoot(request, files);
    if (!canBoot)
        return fail(canBoot.error());
    const auto companions = openCompanions(request);
    if (!companions)
        return fail(companions.error());
    ProgressLine line(request.quiet          ? ProgressLine::Kind::None
                          : request.progress ? ProgressLine::Kind::Lines
                                             : ProgressLine::Kind::Terminal);
    request.pack.cancelled = [] { return stopToken().isCancelled(); };
    request.pack.progress = [&line](const PackProgress &now) { line.show(now); };
    const auto report = packImage(request.pack);
    line.clear();
    if (!report)
        return fail(report.error());
    const SoftwareList software = readSoftware(request.pack.root, files, runner);
    const Status done = writeBeside(*report, software, *key);
    if (!software.remark.isEmpty())
        say(u"%1: packages: %2\n"_s.arg(QCoreApplication::applicationName(), software.remark));
    if (!done)
        return fail(done.error());
    tellProblems(*report);
    if (request.json)
        std::fputs(reportAsJson(*report).constData(), stdout);
    else if (!request.quiet)
        tell(*report);
    if (*companions)
        tell((*companions)->report(), request.quiet || request.json);
    return report->problems.isEmpty() ? 0 : notWhole;
}

Result<int> inspect(const MkimgRequest &request)
{
    const Inspection inspection{request.image, request.json, [] { return stopToken().isCancelled(); }};
    if (request.task == MkimgRequest::Task::Diff)
        return diffImage(inspection, request.tree, request.pack.excludes).map([](bool isSame) {
            return isSame ? 0 : differs;
        });
    const Status status = request.task == MkimgRequest::Task::List ? listImage(inspection) : checkImage(inspection);
    return status.map([] { return 0; });
}

/// The program's exit code.
Result<int> carryOut(MkimgRequest &request)
{
    switch (request.task) {
    case MkimgRequest::Task::Pack:
        return pack(request);
    case MkimgRequest::Task::Sign:
        return sign(request).map([] { return 0; });
    case MkimgRequest::Task::MakeKey:
        return makeKey(request).map([] { return 0; });
    case MkimgRequest::Task::List:
    case MkimgRequest::Task::Verify:
    case MkimgRequest::Task::Diff:
        return inspect(request);
    case MkimgRequest::Task::ShowExcludes:
        break;
    }
    std::fputs(builtInExcludesText(request.pack.kind).constData(), stdout);
    return 0;
}

} // namespace

int runMkimg(int argc, char **argv, ImageKind kind)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(kind == ImageKind::Darwin ? u"mkimg.darwin"_s : u"mkimg.linux"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    describeMkimg(parser, kind);
    parser.process(application);
    auto request = readMkimg(parser, kind);
    if (!request)
        return complain(request.error());
    catchSignals(request->task == MkimgRequest::Task::Pack);
    const Result<int> code = carryOut(*request);
    return code ? *code : complain(code.error());
}

} // namespace cid
