// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/command_device.h"

#include "daemon/power/limits.h"

#include <QProcess>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment plainEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    return environment;
}

/// One run of a program: what it says is kept as far as the cap, and it ends by its deadline.
class CommandRun : public QObject
{
public:
    using Done = std::function<void(const Result<QByteArray> &)>;

    CommandRun(const QStringList &words, std::chrono::milliseconds timeout, Done done, QObject *parent)
        : QObject(parent)
        , m_name(words.first())
        , m_done(std::move(done))
    {
        m_process.setProcessEnvironment(plainEnvironment());
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        connect(&m_process, &QProcess::readyRead, this, [this] { take(); });
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end(m_process.errorString());
        });
        connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
            take();
            const QString said = QString::fromLocal8Bit(m_said).simplified().left(power::maxSaid);
            if (status == QProcess::NormalExit && code == 0)
                end({});
            else
                end(said.isEmpty() ? u"it ended with %1"_s.arg(code) : said);
        });
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this, timeout] {
            m_timedOut = true;
            end(u"no end within %1 s"_s.arg(timeout.count() / 1000));
        });
        m_deadline.start(timeout);
        m_process.start(words.first(), words.mid(1));
    }

    /// Its device goes, and the machines' acts with it.
    ~CommandRun() override
    {
        m_process.disconnect(this);
        m_process.kill();
        m_process.waitForFinished(static_cast<int>(power::killPatience.count()));
    }

private:
    void take()
    {
        const QByteArray more = m_process.readAll();
        m_said += more.left(power::maxAnswer - m_said.size());
    }

    void end(const QString &trouble)
    {
        m_process.disconnect(this);
        m_deadline.stop();
        // One that has to be killed is gone a moment later; waiting for that here would stop everything else.
        if (m_process.state() == QProcess::NotRunning) {
            deleteLater();
        } else {
            connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
            m_process.kill();
        }
        if (trouble.isEmpty())
            m_done(m_said);
        else
            m_done(fail(makeError(m_timedOut ? ErrorKind::Timeout : ErrorKind::Io,
                                  m_timedOut ? "power.no-answer" : "power.device", m_name + u": "_s + trouble)));
    }

    const QString m_name;
    const Done m_done;
    QProcess m_process;
    QTimer m_deadline;
    QByteArray m_said;
    bool m_timedOut = false;
};

PowerState stateOfWord(const QByteArray &word)
{
    return word == "on" ? PowerState::On : word == "off" ? PowerState::Off : PowerState::Unknown;
}

} // namespace

const QStringList &CommandDevice::words(PowerStep step) const
{
    switch (step) {
    case PowerStep::Look:
        return conf().status;
    case PowerStep::On:
        return conf().on;
    case PowerStep::SoftOff:
        return conf().softOff;
    case PowerStep::Off:
        return conf().off;
    }
    Q_UNREACHABLE();
}

PowerState CommandDevice::stateIn(const QByteArray &said, const NodeName &node)
{
    PowerState state = PowerState::Unknown;
    for (const QByteArray &line : said.toLower().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        const QByteArray first = words.first();
        const bool isListed = words.size() == 2 && words[1] == node.toUtf8().toLower();
        if (first.endsWith(':') && words.size() <= 2 && stateOfWord(first.chopped(1)) != PowerState::Unknown) {
            if (isListed)
                return stateOfWord(first.chopped(1));
            continue; // powerman's list of others, or of nobody
        }
        for (const QByteArray &word : words) {
            if (const PowerState told = stateOfWord(word); told != PowerState::Unknown)
                state = told;
        }
    }
    return state;
}

void CommandDevice::run(PowerStep step, const PowerTarget &target, const Done &done)
{
    QStringList command;
    for (const QString &word : words(step))
        command.append(filledIn(word, target.node));
    if (command.isEmpty()) {
        done(fail(makeError(ErrorKind::Invalid, "power.cannot",
                            u"section \"%1\" of power.conf has no command for it"_s.arg(conf().name))));
        return;
    }
    new CommandRun(
        command, conf().timeout,
        [step, done, node = target.node, name = command.first()](const Result<QByteArray> &said) {
            if (!said) {
                done(fail(said.error()));
                return;
            }
            const PowerState state = step == PowerStep::Look ? stateIn(*said, node) : PowerState::Unknown;
            if (step == PowerStep::Look && state == PowerState::Unknown)
                done(fail(makeError(ErrorKind::Io, "power.device",
                                    u"%1 said neither \"on\" nor \"off\": %2"_s.arg(
                                        name, QString::fromLocal8Bit(*said).simplified().left(power::maxSaid)))));
            else
                done(state);
        },
        this);
}

} // namespace cid
