// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/mkimg/mkimg_request.h"

#include "common/system/temporary_folder.h"
#include "imagebuilder/excludes.h"
#include "imagebuilder/mkimg/engine_options.h"

#include <QFile>
#include <QFileInfo>

#include <optional>
#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArrayList> readExcludes(const QCommandLineParser &parser, ImageKind kind)
{
    QByteArrayList patterns;
    if (parser.isSet(u"exclude-file"_s)) {
        QFile file(parser.value(u"exclude-file"_s));
        if (!file.open(QIODevice::ReadOnly))
            return fail(
                makeError(ErrorKind::NotFound, "mkimg.excludes", file.fileName() + u": "_s + file.errorString()));
        patterns = excludePatterns(file.readAll());
    } else {
        patterns = builtInExcludes(kind);
    }
    for (const QString &path : parser.values(u"exclude"_s))
        patterns.append(QFile::encodeName(path));
    return patterns;
}

Status readPack(const QCommandLineParser &parser, MkimgRequest &request)
{
    PackOptions &pack = request.pack;
    const bool isLinux = pack.kind == ImageKind::Linux; // The others have no such options.
    const bool hasSource = isLinux && parser.isSet(u"from"_s);
    request.source = hasSource ? parser.value(u"from"_s) : QString();
    request.workFolder = isLinux && parser.isSet(u"work"_s) ? parser.value(u"work"_s) : temporaryFolder();
    if (isLinux) {
        const auto platform =
            parser.isSet(u"platform"_s) ? parsePlatform(parser.value(u"platform"_s)) : request.platform;
        if (!platform)
            return usageError(u"--platform: "_s + platform.error().text);
        request.platform = *platform;
        request.registry = {parser.values(u"mirror"_s), parser.value(u"registry-ca"_s), parser.value(u"authfile"_s)};
    }
    request.mustBoot = isLinux && parser.isSet(u"bootable"_s);
    if (hasSource && !parser.positionalArguments().isEmpty())
        return usageError(u"name a ROOT or --from, not both"_s);
    if (!hasSource && parser.positionalArguments().size() != 1)
        return usageError(u"name one ROOT, or --from; see --help"_s);
    pack.workFolder = request.workFolder;
    if (!QFileInfo(request.workFolder).isDir())
        return usageError(u"--work: \"%1\" is no folder"_s.arg(request.workFolder));
    const auto image = ImageId::parse(parser.value(u"image"_s));
    if (!image)
        return usageError(u"--image: "_s + image.error().text);
    if (!QFileInfo(parser.value(u"output"_s)).isDir())
        return usageError(u"--output: \"%1\" is no folder"_s.arg(parser.value(u"output"_s)));
    if (!hasSource)
        pack.root = QFileInfo(parser.positionalArguments().constFirst()).absoluteFilePath();
    pack.image = *image;
    pack.outputFolder = parser.value(u"output"_s);
    const auto excludes = readExcludes(parser, pack.kind);
    if (!excludes)
        return fail(excludes.error());
    pack.excludes = *excludes;
    return readEngineOptions(parser, pack);
}

/// What is asked of an image that is there already, if anything.
std::optional<MkimgRequest::Task> inspectionOf(const QCommandLineParser &parser)
{
    using Task = MkimgRequest::Task;
    for (const auto &[option, task] :
         {std::pair(u"list"_s, Task::List), std::pair(u"verify"_s, Task::Verify), std::pair(u"diff"_s, Task::Diff)}) {
        if (parser.isSet(option))
            return task;
    }
    if (parser.isSet(u"sign"_s) && !parser.isSet(u"image"_s))
        return Task::Sign;
    return std::nullopt;
}

} // namespace

void describeMkimg(QCommandLineParser &parser, ImageKind kind)
{
    parser.setApplicationDescription(
        kind == ImageKind::Darwin ? u"Packs the root of a Mac, mounted on Linux, into an image and its manifest."_s
                                  : u"Packs the root file system ROOT into an image and its manifest."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    if (kind == ImageKind::Linux) {
        parser.addOption({u"bootable"_s, u"Pack nothing that lacks something to boot."_s});
        parser.addOption({u"from"_s,
                          u"Make the root of WHAT: debian:SUITE[:PACKAGE,...], dir:FOLDER, tar:FILE, "
                          "oci:LAYOUT[:TAG] or docker://HOST/NAME[:TAG|@DIGEST]."_s,
                          u"WHAT"_s});
        parser.addOption({u"platform"_s,
                          u"Which of a container image's machines: OS/ARCHITECTURE[/VARIANT]; this one by default."_s,
                          u"PLATFORM"_s});
        parser.addOption({u"mirror"_s, u"Ask the registry HOST first; may be repeated."_s, u"HOST"_s});
        parser.addOption({u"registry-ca"_s, u"Also trust the certificates in FILE to name registries."_s, u"FILE"_s});
        parser.addOption(
            {u"authfile"_s, u"Sign in at registries as FILE says; where \"login\" notes it by default."_s, u"FILE"_s});
        parser.addOption({u"work"_s, u"Where --from makes it; $TMPDIR or /tmp by default."_s, u"DIR"_s});
    }
    parser.addOptions({
        {u"image"_s, u"The image's full name."_s, u"NAME-VERSION-SUBVERSION"_s},
        {u"output"_s, u"The folder for the image and its manifest."_s, u"DIR"_s},
        {u"exclude"_s, u"Leave PATH out, too; may be repeated."_s, u"PATH"_s},
        {u"exclude-file"_s, u"Leave out what FILE lists instead of the built-in list."_s, u"FILE"_s},
        {u"show-excludes"_s, u"Print the built-in list with its reasons and exit."_s},
        {u"sign"_s, u"Sign the image by the private key in KEYFILE."_s, u"KEYFILE"_s},
        {u"genkey"_s, u"Make a private key for signatures, print image_keys and exit."_s, u"KEYFILE"_s},
        {u"list"_s, u"List what IMAGE (its .gz) holds and exit."_s},
        {u"verify"_s, u"Read and check IMAGE and exit."_s},
        {u"diff"_s, u"Hold the tree ROOT against IMAGE; exit with 3 where they differ."_s, u"ROOT"_s},
        {u"json"_s, u"Say on standard output what was done, as JSON."_s},
        {u"progress"_s, u"Say how far it is in lines of their own, every two seconds, also into a pipe."_s},
        {{u"q"_s, u"quiet"_s}, u"Say nothing but errors."_s},
    });
    addEngineOptions(parser);
    parser.addPositionalArgument(u"ROOT"_s,
                                 u"The folder that becomes / on the nodes; with --list, --verify and --diff, and with "
                                 "--sign without --image, an image's .gz."_s);
}

Result<MkimgRequest> readMkimg(const QCommandLineParser &parser, ImageKind kind)
{
    MkimgRequest request;
    request.quiet = parser.isSet(u"quiet"_s);
    request.progress = parser.isSet(u"progress"_s);
    request.json = parser.isSet(u"json"_s);
    request.keyFile = parser.value(u"sign"_s);
    request.pack.kind = kind;
    if (parser.isSet(u"show-excludes"_s)) {
        request.task = MkimgRequest::Task::ShowExcludes;
        return request;
    }
    if (parser.isSet(u"genkey"_s)) {
        request.task = MkimgRequest::Task::MakeKey;
        request.keyFile = parser.value(u"genkey"_s);
        return request;
    }
    if (const auto inspection = inspectionOf(parser)) {
        if (parser.positionalArguments().size() != 1)
            return usageError(u"name one image, or an --image to be made; see --help"_s);
        request.task = *inspection;
        request.image = parser.positionalArguments().constFirst();
        request.tree = parser.value(u"diff"_s);
        request.pack.excludes = builtInExcludes(kind);
        return request;
    }
    const Status packed = readPack(parser, request);
    return packed ? Result<MkimgRequest>(request) : fail(packed.error());
}

} // namespace cid
