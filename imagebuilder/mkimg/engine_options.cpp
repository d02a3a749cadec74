// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/mkimg/engine_options.h"

#include "imagebuilder/excludes.h"

#include <QCommandLineParser>
#include <QFile>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Status readLevel(const QString &word, PackLevel &level)
{
    if (word == u"fast"_s)
        level = PackLevel::Fast;
    else if (word == u"small"_s)
        level = PackLevel::Small;
    else if (word != u"default"_s)
        return usageError(u"--level takes fast, default or small, not \"%1\""_s.arg(word));
    return {};
}

// --sde without a value takes the environment's, as the specification of SOURCE_DATE_EPOCH has it.
Status readLatestTime(const QCommandLineParser &parser, PackOptions &options)
{
    if (!parser.isSet(u"sde"_s))
        return {};
    const QString word =
        parser.value(u"sde"_s) == u"env"_s ? qEnvironmentVariable("SOURCE_DATE_EPOCH") : parser.value(u"sde"_s);
    bool isNumber = false;
    options.latestTime = word.toLongLong(&isNumber);
    return isNumber
        ? Status()
        : usageError(u"--sde takes seconds since 1970, or env where SOURCE_DATE_EPOCH is set, not \"%1\""_s.arg(word));
}

Status readPatterns(const QString &path, QByteArrayList &patterns)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::NotFound, "mkimg.excludes", u"%1: %2"_s.arg(path, file.errorString())));
    patterns += excludePatterns(file.readAll());
    return {};
}

} // namespace

tl::unexpected<Error> usageError(const QString &text)
{
    return fail(makeError(ErrorKind::Invalid, "mkimg.usage", text));
}

void addEngineOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"level"_s, u"fast, default or small."_s, u"LEVEL"_s, u"default"_s},
        {u"exclude-from"_s, u"Leave out what FILE lists, too; may be repeated."_s, u"FILE"_s},
        {u"one-file-system"_s, u"Stay out of what is mounted below ROOT (the default)."_s},
        {u"all-file-systems"_s, u"Go into local file systems that are mounted below ROOT."_s},
        {u"numeric-owner"_s, u"Owners as numbers, without names; always so."_s},
        {u"xattrs"_s, u"Keep extended attributes that match PATTERN only; may be repeated; none: no one."_s,
         u"PATTERN"_s, u"*"_s},
        {u"sde"_s, u"Times after SECONDS since 1970 become that; env: SOURCE_DATE_EPOCH."_s, u"SECONDS"_s},
        {u"threads"_s, u"Compress on N threads; one a core where it is missing."_s, u"N"_s, u"0"_s},
        {u"keep-going"_s, u"Name what cannot be read or changes meanwhile, go on, exit with 6."_s},
    });
}

Status readEngineOptions(const QCommandLineParser &parser, PackOptions &options)
{
    Status status = readLevel(parser.value(u"level"_s), options.level);
    if (status)
        status = readLatestTime(parser, options);
    for (const QString &path : parser.values(u"exclude-from"_s)) {
        if (status)
            status = readPatterns(path, options.excludes);
    }
    if (!status)
        return status;
    options.attributes.clear();
    for (const QString &pattern : parser.values(u"xattrs"_s))
        options.attributes.append(QFile::encodeName(pattern));
    bool isNumber = false;
    options.threads = parser.value(u"threads"_s).toInt(&isNumber);
    if (!isNumber || options.threads < 0 || options.threads > 1024)
        return usageError(u"--threads takes a number up to 1024"_s);
    options.oneFileSystem = !parser.isSet(u"all-file-systems"_s);
    if (parser.isSet(u"one-file-system"_s) && parser.isSet(u"all-file-systems"_s))
        return usageError(u"--one-file-system and --all-file-systems: choose one"_s);
    options.keepGoing = parser.isSet(u"keep-going"_s);
    options.reportsLists = false;
    return {};
}

} // namespace cid
