// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/view/table_view.h"

#include "common/config/host_list.h"

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Tone toneOf(const JobNode &node)
{
    if (node.deployment && isFinal(node.deployment->state))
        return node.deployment->state == DeploymentState::Done ? Tone::Good : Tone::Bad;
    if (node.status.state == NodeState::Failed || node.status.state == NodeState::Lost)
        return Tone::Bad;
    return node.deployment ? Tone::Busy : Tone::Good;
}

QString restOf(const JobNode &node)
{
    if (node.deployment && node.deployment->state == DeploymentState::Failed)
        return printable(node.deployment->failure.reason);
    return progressText(node.status);
}

} // namespace

TableView::TableView(JobRun &run)
    : JobView(run)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TableView::draw);
    connect(&run, &JobRun::accepted, this, [this] {
        m_trouble.clear();
        drawSoon();
    });
    connect(&run, &JobRun::changed, this, &TableView::drawSoon);
    connect(&run, &JobRun::interrupted, this, [this](const Error &reason) {
        m_trouble = printable(reason.text);
        drawSoon();
    });
    connect(&run, &JobRun::finished, this, [this] {
        m_trouble.clear();
        draw();
    });
}

TableView::~TableView()
{
    m_timer.stop();
}

void TableView::drawSoon()
{
    if (!m_timer.isActive())
        m_timer.start(150ms);
}

QList<TableView::Line> TableView::nodeLines() const
{
    QList<Line> lines;
    for (auto node = run().nodes().begin(); node != run().nodes().end(); ++node)
        lines.append({node.key(), node->stage(), restOf(*node), toneOf(*node)});
    return lines;
}

QList<TableView::Line> TableView::stageLines() const
{
    QMap<QString, QStringList> names;
    QMap<QString, Tone> tones;
    for (auto node = run().nodes().begin(); node != run().nodes().end(); ++node) {
        names[node->stage()].append(node.key());
        tones[node->stage()] = toneOf(*node);
    }
    QList<Line> lines;
    for (auto stage = names.begin(); stage != names.end(); ++stage) {
        lines.append({QString::number(stage->size()), stage.key(), foldHostList(*stage), tones[stage.key()]});
    }
    return lines;
}

QString TableView::title() const
{
    const Job &job = run().job();
    if (job.id.isEmpty())
        return tr("Asking cidd …");
    const QMap<NodeName, JobNode> &nodes = run().nodes();
    const auto done =
        std::count_if(nodes.begin(), nodes.end(), [](const JobNode &n) { return toneOf(n) == Tone::Good; });
    return tr("Job %1: %2 on %3 of %n node(s), %4", nullptr, static_cast<int>(nodeCount(job)))
        .arg(job.id, job.resolved.toString(), QString::number(done), formatSeconds(m_clock.elapsed() / 1000));
}

void TableView::draw()
{
    m_timer.stop();
    const Terminal terminal = Terminal::standardOutput();
    QList<Line> lines = nodeLines();
    if (lines.size() > terminal.rows - 3)
        lines = stageLines();
    lines = lines.mid(0, std::max(1, terminal.rows - 3));
    qsizetype headWidth = 0;
    qsizetype stageWidth = 0;
    for (const Line &line : lines) {
        headWidth = std::max(headWidth, line.head.size());
        stageWidth = std::max(stageWidth, line.stage.size());
    }
    QString text = m_drawn > 0 ? u"\x1b[%1A\r"_s.arg(m_drawn) : QString();
    text += u"\x1b[J"_s
        + (m_trouble.isEmpty() ? title() : tr("No connection, trying again: %1").arg(m_trouble))
              .left(terminal.columns - 1)
        + u'\n';
    for (const Line &line : lines) {
        const qsizetype room = terminal.columns - 1 - (headWidth + stageWidth + 4);
        text += line.head.leftJustified(headWidth) + u"  "_s
            + coloured(line.stage.leftJustified(stageWidth), line.tone, terminal.hasColour)
            + (room > 0 ? u"  "_s + line.rest.left(room) : QString()) + u'\n';
    }
    m_drawn = static_cast<int>(lines.size()) + 1;
    writeOut(text);
}

} // namespace cid
