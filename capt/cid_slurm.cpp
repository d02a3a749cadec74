// SPDX-License-Identifier: GPL-3.0-or-later
// cid-slurm: what slurmctld calls before and after a job, and what sets up and checks Slurm for that. As
// cid-slurm-prolog and cid-slurm-epilog it is PrologSlurmctld and EpilogSlurmctld, which take no arguments.
#include "capt/slurm/checkup.h"
#include "capt/slurm/epilog.h"
#include "capt/slurm/guardian.h"
#include "capt/slurm/prolog.h"
#include "capt/slurm/setup_text.h"
#include "capt/terminal.h"
#include "common/base/standard_files.h"
#include "common/config/image_db.h"
#include "common/config/node_db.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>
#include <memory>
#include <syslog.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr auto defaultConf = "/etc/cid/cid-slurm.conf"_L1;

int codeOf(ExitCode code)
{
    return exitStatus(code, ExitDialect::Slurm);
}

/// What a hook writes nobody reads: slurmctld throws it away.
void note(const QString &line)
{
    ::syslog(LOG_NOTICE, "%s", printable(line).toUtf8().constData());
    writeError(u"cid-slurm: "_s + printable(line) + u'\n');
}

int complain(const QString &text)
{
    note(text);
    return codeOf(ExitCode::Usage);
}

/// Before Qt is there: slurmctld may be about to kill it.
bool isProlog(int argc, char **argv)
{
    const QByteArrayView program(argc > 0 ? argv[0] : "");
    return program.endsWith("cid-slurm-prolog")
        || std::any_of(argv + std::min(argc, 1), argv + argc,
                       [](const char *word) { return QByteArrayView(word) == "prolog"; });
}

template <typename Hook> int runHook(const SlurmConf &conf)
{
    const SlurmJob job = SlurmJob::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (job.id.isEmpty())
        return complain(u"SLURM_JOB_ID is not set: slurmctld calls this, see cid-slurm(8)"_s);
    Hook hook(job, conf);
    QObject::connect(&hook, &Hook::said, &hook, &note);
    QObject::connect(&hook, &Hook::finished, &hook, [](ExitCode code) { QCoreApplication::exit(codeOf(code)); });
    hook.start();
    return QCoreApplication::exec();
}

std::chrono::seconds longestOf(const SlurmConf &conf, const CidConf &cidConf)
{
    return conf.timeout.count() > 0 ? std::chrono::duration_cast<std::chrono::seconds>(conf.timeout) : cidConf.deadline;
}

Result<SlurmPlan> planOf(const SlurmConf &conf, const CidConf &cidConf)
{
    const auto images = loadImageDb(cidConf.imageDb);
    const auto nodes = NodeDb::load(cidConf.nodeDb);
    if (!images || !nodes)
        return fail(images ? nodes.error() : images.error());
    SlurmPlan plan;
    for (const ImageDefinition &image : *images) {
        if (conf.images.isEmpty() || conf.images.contains(image.name))
            plan.images.append(image.name);
    }
    for (const NodeDefinition &node : nodes->nodes())
        plan.nodes.append(node.name);
    plan.longest = longestOf(conf, cidConf);
    plan.programs = QFileInfo(QCoreApplication::applicationFilePath()).absolutePath();
    return plan;
}

Status writeText(const QString &folder, const SlurmText &text)
{
    QSaveFile file(QDir(folder).filePath(text.file));
    if (file.open(QIODevice::WriteOnly) && file.write(text.text.toUtf8()) >= 0 && file.commit())
        return {};
    return fail(makeError(ErrorKind::Io, "slurm.write", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
}

int configure(const SlurmConf &conf, const CidConf &cidConf, const QCommandLineParser &parser)
{
    auto plan = planOf(conf, cidConf);
    if (!plan)
        return complain(plan.error().text);
    plan->way = parser.isSet(u"features"_s) ? SlurmWay::Features : SlurmWay::Prolog;
    const QList<SlurmText> texts = slurmTexts(*plan, conf);
    for (const SlurmText &text : texts) {
        if (!parser.isSet(u"output"_s)) {
            writeOut(u"### %1\n%2\n"_s.arg(text.file, text.text));
            continue;
        }
        if (const Status written = writeText(parser.value(u"output"_s), text); !written)
            return complain(written.error().text);
    }
    return 0;
}

int tellFindings(const Result<QList<SlurmFinding>> &findings)
{
    if (!findings) {
        complain(findings.error().text);
        return codeOf(ExitCode::Unreachable);
    }
    for (const SlurmFinding &finding : *findings) {
        writeOut(printable(u"%1\n    why: %2\n    mend: %3"_s.arg(finding.what, finding.why, finding.mend), true)
                 + u'\n');
    }
    if (findings->isEmpty())
        writeOut(u"Slurm and notP fit together\n"_s);
    return findings->isEmpty() ? 0 : codeOf(ExitCode::NodeFailed);
}

int check(const SlurmConf &conf, const CidConf &cidConf)
{
    SlurmCheckup checkup(conf, cidConf);
    QObject::connect(&checkup, &SlurmCheckup::finished, &checkup,
                     [](const auto &findings) { QCoreApplication::exit(tellFindings(findings)); });
    checkup.start();
    return QCoreApplication::exec();
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Brings Slurm's jobs into their images.\n"
        "  prolog     PrologSlurmctld: ends when the job's nodes run its image; also as cid-slurm-prolog\n"
        "  epilog     EpilogSlurmctld: lets the job's nodes go; also as cid-slurm-epilog\n"
        "  configure  prints the lines for slurm.conf, and job_submit.lua and helpers.conf\n"
        "  check      says what of slurmctld's configuration does not fit, and what mends it"_s);
    parser.addOptions({
        {u"config"_s, u"Read FILE instead of /etc/cid/cid-slurm.conf."_s, u"FILE"_s, defaultConf},
        {u"features"_s, u"configure: images as changeable features, whose restarts Slurm itself awaits."_s},
        {u"output"_s, u"configure: write the files into FOLDER."_s, u"FOLDER"_s},
    });
    parser.addPositionalArgument(u"command"_s, u"prolog, epilog, configure or check"_s);
}

/// slurmctld gives no arguments: the name says which hook it is.
QString commandOf(const QCommandLineParser &parser)
{
    const QString name = QFileInfo(QCoreApplication::arguments().value(0)).fileName();
    if (name.startsWith("cid-slurm-"_L1))
        return name.sliced(10);
    return parser.positionalArguments().value(0);
}

int run(const QCommandLineParser &parser, bool isGuardian)
{
    const QString command = commandOf(parser);
    const auto conf = loadSlurmConf(parser.value(u"config"_s));
    if (!conf)
        return complain(conf.error().text);
    if (command == "prolog"_L1)
        return isGuardian ? runHook<SlurmGuardian>(*conf) : runHook<SlurmProlog>(*conf);
    if (command == "epilog"_L1)
        return runHook<SlurmEpilog>(*conf);
    if (command != "configure"_L1 && command != "check"_L1)
        return complain(u"found \"%1\", expected prolog, epilog, configure or check; see --help"_s.arg(command));
    const auto cidConf = loadCidConf(conf->cidConf);
    if (!cidConf)
        return complain(cidConf.error().text);
    return command == "check"_L1 ? check(*conf, *cidConf) : configure(*conf, *cidConf, parser);
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles(static_cast<int>(ExitCode::Usage));
    const std::unique_ptr<Lifeline> lifeline = isProlog(argc, argv) ? std::make_unique<Lifeline>() : nullptr;
    qputenv("QT_NO_GLIB", "1");
    ::openlog("cid-slurm", LOG_PID, LOG_DAEMON);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cid-slurm"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    QCommandLineParser parser;
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return complain(parser.errorText() + u"; see --help"_s);
    if (parser.isSet(help) || parser.isSet(version))
        parser.process(application);
    setOutputFailure(codeOf(ExitCode::Usage));
    return run(parser, lifeline && lifeline->isGuardian());
}
