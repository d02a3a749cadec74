// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/capt_options.h"

#include "capt/host_input.h"
#include "common/config/values.h"

#include <QCommandLineParser>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> usage(const QString &text)
{
    return fail(makeError(ErrorKind::Invalid, "capt.usage", text));
}

Status readConfiguration(const QCommandLineParser &parser, CaptOptions &options)
{
    auto conf = loadCidConf(parser.value(u"config"_s));
    if (!conf)
        return fail(conf.error());
    options.conf = std::move(*conf);
    if (parser.isSet(u"server"_s)) {
        options.conf.servers.clear();
        for (const QString &text : parser.values(u"server"_s)) {
            const auto endpoint = parseEndpoint(text);
            if (!endpoint)
                return usage(u"--server: found \"%1\", expected host or host:port"_s.arg(text));
            options.conf.servers.append(*endpoint);
        }
    }
    options.key = {parser.value(u"key"_s), parser.value(u"key-file"_s)};
    const QString name = parser.isSet(u"exit-codes"_s) ? parser.value(u"exit-codes"_s) : options.conf.exitCodes;
    const auto dialect = exitDialectFromName(name);
    if (!dialect)
        return usage(u"--exit-codes: found \"%1\", expected plain, moab, torque, slurm or openpbs"_s.arg(name));
    options.dialect = *dialect;
    return {};
}

Status readWish(const QCommandLineParser &parser, CaptOptions &options)
{
    JobWish &wish = options.wish;
    wish.job = parser.value(u"j"_s);
    wish.hosts = parser.value(u"n"_s).trimmed();
    wish.image = parser.value(u"i"_s);
    if (!isValidJobId(wish.job))
        return usage(u"-j: found \"%1\", expected the job's id: 1 to 255 characters without blanks"_s.arg(wish.job));
    if (wish.hosts.isEmpty())
        return usage(u"-n: the host list is empty"_s);
    auto hosts = readHostInput(wish.hosts, u"-n"_s);
    if (!hosts)
        return fail(hosts.error());
    wish.hosts = *std::move(hosts);
    if (!ImageId::isValidName(wish.image) && !ImageId::parse(wish.image))
        return usage(u"-i: found \"%1\", expected an image's name or NAME-VERSION-SUBVERSION"_s.arg(wish.image));
    wish.timeout = options.conf.deadline;
    if (parser.isSet(u"timeout"_s)) {
        const auto timeout = parseDuration(parser.value(u"timeout"_s));
        if (!timeout || timeout->count() <= 0)
            return usage(
                u"--timeout: found \"%1\", expected for example 90s, 30min or 2h"_s.arg(parser.value(u"timeout"_s)));
        wish.timeout = *timeout;
    }
    return {};
}

Result<CaptOptions> readAct(const QCommandLineParser &parser)
{
    CaptOptions options;
    options.act = parser.isSet(u"cancel"_s) ? CaptAct::Cancel : CaptAct::Release;
    options.quiet = parser.isSet(u"quiet"_s);
    options.wish.job = parser.value(u"j"_s);
    if (parser.isSet(u"cancel"_s) == parser.isSet(u"release"_s) || parser.isSet(u"n"_s) || parser.isSet(u"i"_s)
        || !parser.positionalArguments().isEmpty() || !isValidJobId(options.wish.job)) {
        return usage(u"expected cidcapt --%1 -j JOBID and nothing else"_s.arg(
            options.act == CaptAct::Cancel ? "cancel"_L1 : "release"_L1));
    }
    const Status conf = readConfiguration(parser, options);
    return conf ? Result<CaptOptions>(options) : fail(conf.error());
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(const QString &text)
{
    const auto seconds = config::parseSeconds(text);
    return seconds ? std::optional<std::chrono::milliseconds>(std::chrono::seconds(*seconds)) : std::nullopt;
}

void describeCaptOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"j"_s, u"The scheduler's id of the job. The same id again finds the running request."_s, u"JOBID"_s},
        {u"n"_s,
         u"The job's nodes, in any scheduler's spelling; @/FILE or @./FILE: as a file has them, -: standard input."_s,
         u"HOSTLIST"_s},
        {u"i"_s, u"The image: a name, or NAME-VERSION-SUBVERSION."_s, u"IMAGE"_s},
        {u"cancel"_s, u"End the job -j instead; its nodes stop at the next safe point."_s},
        {u"release"_s, u"Let the nodes go that the job -j holds."_s},
        {u"timeout"_s, u"Give up after TIME (90s, 30min, 2h); cid.conf's deadline by default."_s, u"TIME"_s},
        {u"server"_s, u"Ask HOST[:PORT] instead of cid.conf's servers; may be repeated."_s, u"HOST"_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"key"_s, u"Prove the key of cid.conf's section [scheduler \"NAME\"] instead of capt_key."_s, u"NAME"_s},
        {u"key-file"_s, u"Read the key from FILE, whatever cid.conf names."_s, u"FILE"_s},
        {u"exit-codes"_s, u"Exit as NAME expects it: plain, moab, torque, slurm or openpbs."_s, u"NAME"_s},
        {u"on-signal"_s, u"On SIGTERM and SIGINT: detach (the request goes on, the default) or cancel."_s, u"WHAT"_s,
         u"detach"_s},
        {{u"q"_s, u"quiet"_s}, u"Say nothing but errors."_s},
    });
}

Result<CaptOptions> readCaptOptions(const QCommandLineParser &parser)
{
    if (parser.isSet(u"cancel"_s) || parser.isSet(u"release"_s))
        return readAct(parser);
    CaptOptions options;
    for (const QString &name : {u"j"_s, u"n"_s, u"i"_s}) {
        if (!parser.isSet(name))
            return usage(u"-%1 is missing: cidcapt -j JOBID -n HOSTLIST -i IMAGE"_s.arg(name));
    }
    // $HOSTLIST without quotes comes as several words where it is separated by blanks.
    QString more;
    for (const QString &word : parser.positionalArguments())
        more += u' ' + word;
    const QString onSignal = parser.value(u"on-signal"_s);
    if (onSignal != u"detach"_s && onSignal != u"cancel"_s)
        return usage(u"--on-signal: found \"%1\", expected detach or cancel"_s.arg(onSignal));
    options.cancelOnSignal = onSignal == u"cancel"_s;
    options.quiet = parser.isSet(u"quiet"_s);
    const Status conf = readConfiguration(parser, options);
    if (!conf)
        return fail(conf.error());
    const Status wish = readWish(parser, options);
    if (!wish)
        return fail(wish.error());
    options.wish.hosts += more;
    return options;
}

} // namespace cid
