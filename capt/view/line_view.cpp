// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/view/line_view.h"

#include "capt/terminal.h"

#include <QTime>

namespace cid {

using namespace Qt::StringLiterals;

LineView::LineView(JobRun &run)
    : JobView(run)
{
    connect(&run, &JobRun::accepted, this, [this](bool reattached) {
        m_trouble.clear();
        const Job &job = this->run().job();
        const QString text = reattached
            ? tr("job %1 is under way: %2 on %n node(s)", nullptr, static_cast<int>(nodeCount(job)))
            : tr("job %1: %2 on %n node(s)", nullptr, static_cast<int>(nodeCount(job)));
        say(text.arg(job.id, job.resolved.toString()));
    });
    connect(&run, &JobRun::changed, this, &LineView::show);
    connect(&run, &JobRun::interrupted, this, [this](const Error &reason) {
        // Every try may fail in the same way: once is enough to know.
        if (m_trouble == reason.code)
            return;
        m_trouble = reason.code;
        say(tr("no connection, trying again: %1").arg(printable(reason.text)));
    });
}

void LineView::show(const QStringList &nodes)
{
    QStringList sorted = nodes;
    sorted.sort();
    for (const QString &name : std::as_const(sorted)) {
        const JobNode node = run().nodes().value(name);
        QString text = node.stage();
        if (node.deployment && node.deployment->state == DeploymentState::Failed)
            text = tr("failed: %1").arg(printable(node.deployment->failure.reason));
        else if (node.deployment && node.status.attempt > 1 && isBusy(node.status.state))
            text = tr("%1 (attempt %2)").arg(text).arg(node.status.attempt);
        if (m_shown.value(name) == text)
            continue;
        m_shown.insert(name, text);
        say(name + u": "_s + text);
    }
}

void LineView::say(const QString &text)
{
    writeOut(QTime::currentTime().toString(u"HH:mm:ss "_s) + text + u'\n');
}

} // namespace cid
