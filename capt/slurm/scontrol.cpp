// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/scontrol.h"

#include <QDateTime>
#include <QProcess>
#include <QRegularExpression>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int scontrolDeadlineMs = 30'000;
/// Of a reason or comment: what Slurm keeps with each node or job.
constexpr qsizetype longestText = 250;

/// One word for scontrol's own grammar: quotes would end it, and control characters are nobody's reason.
QString plainText(const QString &text)
{
    QString plain;
    for (const QChar character : text)
        plain += character.isPrint() && character != u'"' && character != u'\'' ? character : QChar(u' ');
    return plain.simplified().left(longestText);
}

/// "2026-11-30T14:41:07", in local time; "None" and "Unknown" of a node that was never there.
qint64 secondsOfTime(const QString &time)
{
    const QDateTime parsed = QDateTime::fromString(time, Qt::ISODate);
    return parsed.isValid() ? parsed.toSecsSinceEpoch() : 0;
}

} // namespace

Scontrol::Scontrol(const QString &binFolder, QString slurmConf, QObject *parent)
    : QObject(parent)
    , m_program(binFolder + u"/scontrol"_s)
    , m_slurmConf(std::move(slurmConf))
{ }

void Scontrol::run(const QStringList &arguments, const std::function<void(const Result<QByteArray> &)> &then)
{
    auto *process = new QProcess(this);
    auto *deadline = new QTimer(process);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    environment.remove(u"SLURM_TIME_FORMAT"_s);
    if (!m_slurmConf.isEmpty())
        environment.insert(u"SLURM_CONF"_s, m_slurmConf);
    process->setProcessEnvironment(environment);
    const auto end = [this, process, then, what = arguments.value(0)](const QString &trouble) {
        process->disconnect(this);
        process->deleteLater();
        if (trouble.isEmpty())
            then(process->readAllStandardOutput());
        else
            then(fail(makeError(ErrorKind::Io, "slurm.scontrol", u"%1 %2: %3"_s.arg(m_program, what, trouble))));
    };
    connect(process, &QProcess::errorOccurred, this, [process, end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(process->errorString());
    });
    connect(process, &QProcess::finished, this, [process, end](int code, QProcess::ExitStatus status) {
        const QString said = QString::fromLocal8Bit(process->readAllStandardError()).simplified();
        if (status == QProcess::NormalExit && code == 0)
            end({});
        else
            end(said.isEmpty() ? u"ended with %1"_s.arg(code) : said);
    });
    connect(deadline, &QTimer::timeout, this, [process, end] {
        process->kill();
        end(u"no answer within %1 s"_s.arg(scontrolDeadlineMs / 1000));
    });
    deadline->setSingleShot(true);
    deadline->start(scontrolDeadlineMs);
    process->start(m_program, arguments);
}

void Scontrol::run(const QStringList &arguments, const Done &then)
{
    run(arguments, [then](const Result<QByteArray> &answer) { then(answer ? Status() : fail(answer.error())); });
}

void Scontrol::showNodes(const QString &nodes, const Nodes &then)
{
    run({u"--oneliner"_s, u"show"_s, u"nodes"_s, nodes}, [then](const Result<QByteArray> &answer) {
        then(answer ? Result<QList<SlurmNode>>(parseNodes(*answer)) : fail(answer.error()));
    });
}

void Scontrol::showConfig(const Config &then)
{
    run({u"show"_s, u"config"_s}, [then](const Result<QByteArray> &answer) {
        then(answer ? Result<QMap<QString, QString>>(parseConfig(*answer)) : fail(answer.error()));
    });
}

void Scontrol::showJobState(const QString &job, const Text &then)
{
    run({u"--oneliner"_s, u"show"_s, u"job"_s, job}, [then](const Result<QByteArray> &answer) {
        static const QRegularExpression state(u" JobState=(\\S+)"_s);
        if (answer)
            then(state.match(QString::fromLocal8Bit(*answer)).captured(1));
        else if (answer.error().text.contains("Invalid job id"_L1))
            then(QString());
        else
            then(fail(answer.error()));
    });
}

void Scontrol::showPartitions(const Lines &then)
{
    run({u"--oneliner"_s, u"show"_s, u"partitions"_s}, [then](const Result<QByteArray> &answer) {
        then(answer ? Result<QStringList>(QString::fromLocal8Bit(*answer).split(u'\n', Qt::SkipEmptyParts))
                    : fail(answer.error()));
    });
}

void Scontrol::drain(const QString &node, const QString &reason, const Done &then)
{
    run({u"update"_s, u"NodeName="_s + node, u"State=DRAIN"_s, u"Reason="_s + plainText(reason)}, then);
}

void Scontrol::requeueAndHold(const QString &job, const QString &comment, const Done &then)
{
    run({u"requeuehold"_s, job}, [this, job, comment, then](const Status &held) {
        if (!held) {
            then(held);
            return;
        }
        run({u"update"_s, u"JobId="_s + job, u"AdminComment="_s + plainText(comment)}, then);
    });
}

QList<SlurmNode> parseNodes(const QByteArray &text)
{
    static const QRegularExpression fields(uR"((NodeName|State|SlurmdStartTime)=(\S+))"_s);
    QList<SlurmNode> nodes;
    const QStringList lines = QString::fromLocal8Bit(text).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        SlurmNode node;
        // What people wrote stands at a line's end.
        auto matches = fields.globalMatch(line.section(u" Reason="_s, 0, 0));
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (match.captured(1) == "NodeName"_L1)
                node.name = match.captured(2);
            else if (match.captured(1) == "State"_L1)
                node.state = match.captured(2);
            else
                node.slurmdSince = secondsOfTime(match.captured(2));
        }
        if (!node.name.isEmpty())
            nodes.append(node);
    }
    return nodes;
}

QMap<QString, QString> parseConfig(const QByteArray &text)
{
    QMap<QString, QString> config;
    const QStringList lines = QString::fromLocal8Bit(text).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const qsizetype sign = line.indexOf(u'=');
        if (sign > 0)
            config.insert(line.left(sign).trimmed(), line.mid(sign + 1).trimmed());
    }
    return config;
}

bool isResponding(const SlurmNode &node)
{
    static const QRegularExpression away(uR"(\*|DOWN|NOT_RESPONDING|UNKNOWN|FUTURE|POWER|REBOOT)"_s);
    return !node.state.isEmpty() && !away.match(node.state).hasMatch();
}

} // namespace cid
