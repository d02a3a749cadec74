// SPDX-License-Identifier: GPL-3.0-or-later
// cidcapt: asks cidd for an image on all nodes of a job and ends when every one runs it. Schedulers call it.
#include "capt/capt_act.h"
#include "capt/terminal.h"
#include "capt/view/job_report.h"
#include "capt/view/job_view.h"
#include "common/base/standard_files.h"
#include "common/service/unix_signals.h"

#include <QCommandLineParser>
#include <QLoggingCategory>

#include <csignal>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int signalBase = 128;

void complain(const QString &text)
{
    writeError(u"cidcapt: "_s + printable(text, true) + u'\n');
}

void tell(const JobReport &report, bool quiet)
{
    for (const QString &line : report.errors)
        complain(line);
    for (const QString &line : report.out) {
        if (!quiet)
            writeOut(line + u'\n');
    }
}

// A wrong call must not look like a success to a scheduler whose success is not 0.
int usageStatus(const QCommandLineParser &parser)
{
    const auto dialect = exitDialectFromName(parser.value(u"exit-codes"_s));
    return exitStatus(ExitCode::Usage, dialect.value_or(ExitDialect::Plain));
}

class Capt : public QObject
{
public:
    explicit Capt(const CaptOptions &options)
        : m_options(options)
        , m_client(options.conf, ClientRole::Scheduler, options.key)
        , m_run(m_client, options.wish)
        , m_view(JobView::make(m_run, options.quiet))
        , m_signals({SIGTERM, SIGINT, SIGHUP})
    {
        connect(&m_signals, &UnixSignals::received, this, &Capt::handleSignal);
        connect(&m_run, &JobRun::finished, this, [this](JobRun::Outcome outcome, const Error &error) {
            tell(reportOf(m_run, outcome, error), m_options.quiet);
            QCoreApplication::exit(m_signal != 0 ? signalBase + m_signal
                                                 : exitStatus(exitCodeOf(outcome), m_options.dialect));
        });
    }

    [[nodiscard]] Status start()
    {
        const Status started = m_client.start();
        if (started)
            m_run.start();
        return started;
    }

private:
    void handleSignal(int number)
    {
        const bool isSecond = m_signal != 0;
        m_signal = number;
        if (m_options.cancelOnSignal && !isSecond) {
            complain(QCoreApplication::translate("cidcapt", "cancelling job %1").arg(m_options.wish.job));
            m_run.cancel();
            return;
        }
        complain(QCoreApplication::translate("cidcapt", "leaving; job %1 goes on. The same call attaches to it again.")
                     .arg(m_options.wish.job));
        QCoreApplication::exit(signalBase + number);
    }

    const CaptOptions m_options;
    CidClient m_client;
    JobRun m_run;
    const std::unique_ptr<JobView> m_view;
    UnixSignals m_signals;
    int m_signal = 0;
};

int act(const CaptOptions &options)
{
    CaptActRun run(options);
    QObject::connect(&run, &CaptActRun::finished, &run,
                     [&options](ExitCode code) { QCoreApplication::exit(exitStatus(code, options.dialect)); });
    const Status started = run.start();
    if (started)
        return QCoreApplication::exec();
    complain(started.error().text);
    return exitStatus(ExitCode::Usage, options.dialect);
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles(static_cast<int>(ExitCode::Usage));
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cidcapt"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Asks for an image on a job's nodes and waits until every one runs it.\n"
                                     "Exit status: 0 all nodes run the image, 1 some node failed, 2 usage,\n"
                                     "3 server unreachable, 4 refused, 5 deadline."_s);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    describeCaptOptions(parser);
    if (!parser.parse(QCoreApplication::arguments())) {
        complain(parser.errorText() + u"; see --help"_s);
        return usageStatus(parser);
    }
    if (parser.isSet(help) || parser.isSet(version))
        parser.process(application);
    const auto options = readCaptOptions(parser);
    if (!options) {
        complain(options.error().text);
        return usageStatus(parser);
    }
    setOutputFailure(exitStatus(ExitCode::Usage, options->dialect));
    if (options->act != CaptAct::Deploy)
        return act(*options);
    Capt capt(*options);
    const Status started = capt.start();
    if (!started) {
        complain(started.error().text);
        return exitStatus(ExitCode::Usage, options->dialect);
    }
    return QCoreApplication::exec();
}
