// SPDX-License-Identifier: GPL-3.0-or-later
// blancmange: builds the initramfs that nodes netboot. bin/get_packages, bin/build_packages and bin/build_image call
// it.
#include "blancmange/build/package_builder.h"
#include "blancmange/explain.h"
#include "blancmange/fetch/fetcher.h"
#include "blancmange/image/image_builder.h"
#include "common/base/printable.h"
#include "common/base/standard_files.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QThread>

#include <cstdio>
#include <memory>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int failed = 1;
constexpr int usageError = 2;

void say(const QString &text)
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(text));
    std::fflush(stdout);
}

int complain(const Error &error, int code = failed)
{
    std::fprintf(stderr, "blancmange: %s\n", escaped(error.text.toUtf8(), true).constData());
    return code;
}

/// One call of the program: what its options say, and what all three steps share.
struct Call
{
    TopConfig config;
    QString folder; ///< where init and recipes lie
    QString lockFile;
    QString cache;
    QString output;
    int jobs = 2;
    int level = 12;
    bool isUpdate = false;
    bool isOffline = false;
    bool isCheck = false;
};

void warnOfPassword(const TopConfig &config)
{
    if (config.isShippedPassword)
        std::fputs(
            "\n"
            "  WARNING: root's password in this Blancmange is \"t00r\", as shipped. Whoever reaches a node while it\n"
            "  is being installed can log in. Set root_password in [ssh] of top_config to a hash\n"
            "  (openssl passwd -6), or to none with authorized_keys.\n\n",
            stderr);
}

int getPackages(const Call &call)
{
    LocalProcessRunner runner;
    const auto cache = PackageCache::open(call.cache);
    if (!cache)
        return complain(cache.error());
    QElapsedTimer timer;
    timer.start();
    const FetchOptions options{call.lockFile, call.isUpdate, call.isOffline, 4, say};
    const auto lock = fetchPackages(call.config, *cache, runner, options);
    if (!lock)
        return complain(lock.error());
    say(u"%1 packages in %2; %3 says which"_s.arg(lock->packages().size())
            .arg(formatSeconds(timer.elapsed() / 1000), call.lockFile));
    return 0;
}

int buildPackages(const Call &call)
{
    LocalProcessRunner runner;
    const auto cache = PackageCache::open(call.cache);
    if (!cache)
        return complain(cache.error());
    const auto lock = lockedPackages(call.config, *cache, call.lockFile);
    if (!lock)
        return complain(lock.error());
    QElapsedTimer timer;
    timer.start();
    const BuildOptions options{call.folder + u"/recipes"_s, call.jobs, say};
    const auto built = PackageBuilder(call.config, *lock, *cache, runner, options).buildAll();
    if (!built)
        return complain(built.error());
    say(u"%1 packages are built, in %2"_s.arg(built->size()).arg(formatSeconds(timer.elapsed() / 1000)));
    return 0;
}

int buildImage(const Call &call)
{
    if (call.isCheck) {
        std::fputs(qUtf8Printable(explain(call.config)), stdout);
        warnOfPassword(call.config);
        return 0;
    }
    LocalProcessRunner runner;
    const auto cache = PackageCache::open(call.cache);
    if (!cache)
        return complain(cache.error());
    const auto lock = lockedPackages(call.config, *cache, call.lockFile);
    if (!lock)
        return complain(lock.error());
    const BuildOptions buildOptions{call.folder + u"/recipes"_s, call.jobs, say};
    const auto packages = PackageBuilder(call.config, *lock, *cache, runner, buildOptions).findAll();
    if (!packages)
        return complain(packages.error());
    const auto scratch = cache->workFolder(u"image"_s);
    if (!scratch)
        return complain(scratch.error());
    if (!QDir().mkpath(call.output))
        return complain(makeError(ErrorKind::Io, "image.output", u"cannot make the folder %1"_s.arg(call.output)));
    QElapsedTimer timer;
    timer.start();
    const ImageOptions options{call.folder + u"/init"_s, call.output, call.level, say};
    const auto report = ImageBuilder(call.config, *packages, runner, options).build(*scratch, *lock);
    QDir(*scratch).removeRecursively();
    if (!report)
        return complain(report.error());
    say(report->sizes);
    say(u"%1/blancmange-initramfs.gz: %2, unpacked %3, SHA-256 %4"_s.arg(call.output, formatBytes(report->packedSize),
                                                                         formatBytes(report->unpackedSize),
                                                                         QString::fromLatin1(report->digest)));
    say(u"%1/vmlinuz: %2 (%3), after %4"_s.arg(call.output, formatBytes(report->kernelSize), report->kernelVersion,
                                               formatSeconds(timer.elapsed() / 1000)));
    warnOfPassword(call.config);
    return 0;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Builds Blancmange, the small system that nodes boot to be installed.\n\n"
                                     "get-packages    fetch and verify what top_config names\n"
                                     "build-packages  build it\n"
                                     "build-image     put the initramfs, the kernel and the netboot files together"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"STEP"_s, u"get-packages, build-packages or build-image."_s);
    parser.addOptions({
        {u"config"_s, u"Read FILE instead of top_config."_s, u"FILE"_s},
        {u"source"_s, u"Take init and recipes from DIR."_s, u"DIR"_s},
        {u"lock"_s, u"The lock file; beside top_config by default."_s, u"FILE"_s},
        {u"cache"_s, u"Keep what is fetched and built in DIR; notp/blancmange in the user's cache folder by default."_s,
         u"DIR"_s},
        {u"output"_s, u"Write into DIR; output beside top_config by default."_s, u"DIR"_s},
        {u"jobs"_s, u"How many compilers work at once; one a processor by default."_s, u"N"_s},
        {u"level"_s, u"Compression, 1 (fast) to 12 (small, the default)."_s, u"N"_s, u"12"_s},
        {u"update"_s, u"get-packages: take what the mirror offers now, whatever the lock file says."_s},
        {u"offline"_s, u"get-packages: ask nobody; fail where the cache does not hold all."_s},
        {u"check"_s, u"Check top_config, explain what would be built, and build nothing."_s},
    });
}

Result<Call> readCall(const QCommandLineParser &parser)
{
    const auto usage = [](const QString &text) {
        return fail(makeError(ErrorKind::Invalid, "blancmange.usage", text));
    };
    Call call;
    call.folder = QDir(parser.isSet(u"source"_s) ? parser.value(u"source"_s) : QDir::currentPath()).absolutePath();
    const QString path = parser.isSet(u"config"_s) ? parser.value(u"config"_s) : call.folder + u"/top_config"_s;
    bool isJobs = true;
    bool isLevel = true;
    call.jobs = parser.isSet(u"jobs"_s) ? parser.value(u"jobs"_s).toInt(&isJobs) : QThread::idealThreadCount();
    call.level = parser.value(u"level"_s).toInt(&isLevel);
    if (!isJobs || call.jobs < 1)
        return usage(u"--jobs takes a number from 1 on"_s);
    if (!isLevel || call.level < 1 || call.level > 12)
        return usage(u"--level takes 1 to 12"_s);
    const auto report = loadTopConfig(QFileInfo(path).absoluteFilePath());
    if (!report)
        return fail(report.error());
    for (const Error &mistake : report->mistakes)
        std::fprintf(stderr, "blancmange: %s\n", qUtf8Printable(mistake.text));
    if (!report->mistakes.isEmpty())
        return usage(u"%n mistake(s) in top_config; nothing was done"_s.replace(
            u"%n"_s, QString::number(report->mistakes.size())));
    call.config = report->config;
    const QString beside = QFileInfo(path).absolutePath();
    call.lockFile = parser.isSet(u"lock"_s) ? parser.value(u"lock"_s) : QFileInfo(path).absoluteFilePath() + u".lock"_s;
    call.output = parser.isSet(u"output"_s) ? QDir(parser.value(u"output"_s)).absolutePath() : beside + u"/output"_s;
    call.cache = parser.value(u"cache"_s);
    call.isUpdate = parser.isSet(u"update"_s);
    call.isOffline = parser.isSet(u"offline"_s);
    call.isCheck = parser.isSet(u"check"_s);
    return call;
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"blancmange"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    const QString step = parser.positionalArguments().value(0);
    const QMap<QString, int (*)(const Call &)> steps{
        {u"get-packages"_s, getPackages}, {u"build-packages"_s, buildPackages}, {u"build-image"_s, buildImage}};
    if (parser.positionalArguments().size() != 1 || !steps.contains(step)) {
        return complain(makeError(ErrorKind::Invalid, "blancmange.usage",
                                  u"name one step: get-packages, build-packages or build-image; see --help"_s),
                        usageError);
    }
    const auto call = readCall(parser);
    return call ? steps.value(step)(*call) : complain(call.error(), usageError);
}
