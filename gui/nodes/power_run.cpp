// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/power_run.h"

#include "gui/nodes/node_command.h"

#include <QProcess>
#include <QTimer>

#include <chrono>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype parallelCommands = 8;
constexpr std::chrono::seconds commandDeadline{60};
constexpr qsizetype maxOutput = 2'000;

} // namespace

PowerRun::PowerRun(QString pattern, QString action, QStringList nodes, QObject *parent)
    : QObject(parent)
    , m_pattern(std::move(pattern))
    , m_action(std::move(action))
    , m_waiting(std::move(nodes))
{ }

PowerRun::~PowerRun()
{
    for (QProcess *process : std::as_const(m_running)) {
        process->disconnect(this);
        process->kill();
    }
}

void PowerRun::start()
{
    startNext();
}

void PowerRun::startNext()
{
    while (m_running.size() < parallelCommands && !m_waiting.isEmpty())
        begin(m_waiting.takeFirst());
    if (m_isOver || !m_running.isEmpty() || !m_waiting.isEmpty())
        return;
    m_isOver = true;
    Q_EMIT finished();
}

void PowerRun::begin(const NodeName &node)
{
    const auto command = NodeCommand::of(m_pattern, node, m_action);
    if (!command) {
        Q_EMIT ended(node, false, command.error().text);
        return;
    }
    auto *process = new QProcess(this);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardInputFile(QProcess::nullDevice());
    m_running.append(process);
    connect(process, &QProcess::finished, this, [this, node, process](int code, QProcess::ExitStatus status) {
        over(node, *process, status == QProcess::NormalExit && code == 0);
    });
    connect(process, &QProcess::errorOccurred, this, [this, node, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            over(node, *process, false);
    });
    QTimer::singleShot(commandDeadline, process, &QProcess::kill);
    process->start(command->program, command->arguments);
}

void PowerRun::over(const NodeName &node, QProcess &process, bool isGood)
{
    m_running.removeOne(&process);
    const QString output = QString::fromLocal8Bit(process.readAll().right(maxOutput)).simplified();
    process.deleteLater();
    Q_EMIT ended(node, isGood, output.isEmpty() && !isGood ? process.errorString() : output);
    // Not at once: a command that cannot be started would call itself for every node.
    QMetaObject::invokeMethod(this, &PowerRun::startNext, Qt::QueuedConnection);
}

} // namespace cid
