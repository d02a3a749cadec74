// SPDX-License-Identifier: GPL-3.0-or-later
// The image engine from a shell, for benchmarks and for tests that kill it:
//   image_tool unpack IMAGE.gz TARGET [--resume BYTES] [--reuse FOLDER]
//   image_tool tarball FILE TARGET
//   image_tool verify IMAGE.gz
//   image_tool check IMAGE.gz ROOT
//   image_tool missing IMAGE.gz ROOT      what a node with that tree would have to fetch
// Prints one line of figures and returns 0, or says what went wrong and returns 1.
#include "imagebuilder/delta/local_chunks.h"
#include "imagebuilder/delta/tree_check.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/unpack/unpacker.h"
#include "imagebuilder/unpack/verify_chunks.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

int complain(const Error &error)
{
    std::fprintf(stderr, "image_tool: %s\n", qPrintable(error.text));
    return 1;
}

int tell(const Result<UnpackReport> &report)
{
    if (!report)
        return complain(report.error());
    std::printf("entries=%lld bytes=%lld fetched=%lld first=%lld reused=%lld\n", report->entries, report->bytes,
                report->fetched, report->firstChunk, report->reusedChunks);
    for (const QString &warning : report->warnings)
        std::fprintf(stderr, "image_tool: %s\n", qPrintable(warning));
    return 0;
}

UnpackOptions unpackOptions(const QCommandLineParser &parser, const QString &target)
{
    UnpackOptions options;
    options.target = target;
    options.restoreOwners = ::geteuid() == 0;
    options.allowDevices = options.restoreOwners;
    options.reuse = parser.value(u"reuse"_s);
    return options;
}

int unpack(const QCommandLineParser &parser, const std::shared_ptr<ImageFile> &image, const QString &target)
{
    UnpackOptions options = unpackOptions(parser, target);
    if (parser.isSet(u"resume"_s)) {
        options.resumeDigest = image->digest();
        options.resumeEvery = parser.value(u"resume"_s).toLongLong();
    }
    FileChunkSource source(image);
    return tell(unpackImage(image->manifest(), source, options));
}

int verify(const std::shared_ptr<ImageFile> &image)
{
    FileChunkSource source(image);
    const Status status = verifyChunks(image->manifest(), source);
    if (!status)
        return complain(status.error());
    std::printf("chunks=%zu\n", image->manifest().chunks.size());
    return 0;
}

int check(const std::shared_ptr<ImageFile> &image, const QString &root)
{
    const auto result = verifyTree(image->manifest(), root);
    if (!result)
        return complain(result.error());
    for (const TreeDifference &one : result->differing)
        std::printf("%s: %s\n", one.path.constData(), qPrintable(describeAspects(one.aspects)));
    for (const QByteArray &path : result->extra)
        std::printf("%s: extra\n", path.constData());
    return result->isClean() ? 0 : 1;
}

int missing(const std::shared_ptr<ImageFile> &image, const QString &root)
{
    const auto local = LocalChunks::scan(image->manifest(), root, {});
    if (!local)
        return complain(local.error());
    std::printf("chunks=%zu local=%lld fetch=%lld of=%lld\n", image->manifest().chunks.size(), (*local)->count(),
                (*local)->bytesToFetch(), image->manifest().packedSize);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"resume"_s, u"Note every BYTES what is done."_s, u"BYTES"_s},
                       {u"reuse"_s, u"Take chunks from the tree in FOLDER."_s, u"FOLDER"_s}});
    parser.process(application);
    const QStringList words = parser.positionalArguments();
    const QString verb = words.value(0);
    if (verb == u"tarball"_s && words.size() == 3)
        return tell(unpackTarball(words[1], unpackOptions(parser, words[2])));
    const auto image = ImageFile::open(words.value(1));
    if (!image)
        return complain(image.error());
    if (verb == u"unpack"_s && words.size() == 3)
        return unpack(parser, *image, words[2]);
    if (verb == u"verify"_s && words.size() == 2)
        return verify(*image);
    if (verb == u"check"_s && words.size() == 3)
        return check(*image, words[2]);
    if (verb == u"missing"_s && words.size() == 3)
        return missing(*image, words[2]);
    return complain(makeError(ErrorKind::Invalid, "tool.usage", u"see the head of its source"_s));
}
