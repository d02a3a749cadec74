// SPDX-License-Identifier: GPL-3.0-or-later
// What the nodes page does with the selected nodes.
#include "gui/nodes/nodes_page.h"

#include "common/config/host_list.h"
#include "common/domain/disk_identity.h"
#include "common/models/natural_order.h"
#include "gui/app/settings_dialog.h"
#include "gui/nodes/adopt_dialog.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/nodes/deploy_dialog.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_command.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/power_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QSettings>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// Nobody wants a hundred terminals by mistake.
constexpr qsizetype maxShells = 8;

} // namespace

QStringList NodesPage::chosen() const
{
    QStringList names = m_selection.nodes().values();
    std::sort(names.begin(), names.end(), naturalLess);
    return names;
}

void NodesPage::deploy()
{
    DeployDialog::Wish wish{chosen(), {}, false, m_settings.value(u"confirm/typeAbove"_s, 16).toInt()};
    auto *dialog = new DeployDialog(m_session, wish, this);
    connect(dialog, &DeployDialog::deployed, this, [this](const QString &job, int nodes) {
        Q_EMIT said(tr("Job %1 has begun on %n node(s).", nullptr, nodes).arg(job));
    });
    dialog->open();
}

void NodesPage::reinstall()
{
    const QStringList names = chosen();
    const int row = names.isEmpty() ? -1 : m_session.board().rowOf(names.first());
    const QString image = row < 0 ? QString() : m_session.board().status(row).image.toString();
    DeployDialog::Wish wish{names, image, true, m_settings.value(u"confirm/typeAbove"_s, 16).toInt()};
    auto *dialog = new DeployDialog(m_session, wish, this);
    connect(dialog, &DeployDialog::deployed, this, [this](const QString &job, int nodes) {
        Q_EMIT said(tr("Job %1 has begun on %n node(s).", nullptr, nodes).arg(job));
    });
    dialog->open();
}

void NodesPage::cancelJobs()
{
    QMap<JobId, QStringList> jobs;
    for (const NodeStatus &node : m_session.mirror().nodes()) {
        if (!node.job.isEmpty())
            jobs[node.job].append(node.name);
    }
    QSet<JobId> wanted;
    for (const NodeName &name : chosen()) {
        const int row = m_session.board().rowOf(name);
        if (row >= 0 && !m_session.board().status(row).job.isEmpty())
            wanted.insert(m_session.board().status(row).job);
    }
    if (wanted.isEmpty()) {
        Q_EMIT said(tr("None of the selected nodes belongs to a job."));
        return;
    }
    QStringList lines;
    for (const JobId &job : std::as_const(wanted))
        lines << tr("%1: %2").arg(job, foldHostList(jobs.value(job)));
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("Cancel jobs"),
                        tr("Cancel %n job(s), on all of their nodes?", nullptr, static_cast<int>(wanted.size())),
                        QMessageBox::NoButton, this);
    box->setInformativeText(lines.join(u'\n'));
    box->addButton(tr("Cancel the jobs"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Leave them"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::accepted, this, [this, wanted] {
        for (const JobId &job : wanted) {
            m_session.client().ask<OkReply>(
                CancelJobRequest{job}, [self = QPointer(this), job](const Result<OkReply> &reply) {
                    if (self)
                        Q_EMIT self->said(reply ? tr("Job %1 is cancelled.").arg(job) : reply.error().text);
                });
        }
    });
    box->open();
}

void NodesPage::capture()
{
    const NodeName node = m_selection.current();
    if (node.isEmpty())
        return;
    auto *dialog = new CaptureDialog(m_session, {node, CaptureDialog::freeName(m_session, node), false}, window());
    connect(dialog, &CaptureDialog::captured, this,
            [this](const QString &image) { Q_EMIT told(tr("%1 is captured.").arg(image)); });
    dialog->show();
}

void NodesPage::allowWipe()
{
    const NodeName node = m_selection.current();
    if (node.isEmpty())
        return;
    m_session.client().ask<NodeDetail>(NodeDetailRequest{node},
                                       [self = QPointer(this), node](const Result<NodeDetail> &detail) {
                                           if (!self)
                                               return;
                                           if (!detail)
                                               Q_EMIT self->said(detail.error().text);
                                           else if (detail->inventory.disks.isEmpty())
                                               Q_EMIT self->said(tr("%1 has not told which disks it has.").arg(node));
                                           else
                                               self->askWipe(node, detail->inventory.disks);
                                       });
}

void NodesPage::askWipe(const NodeName &node, const QList<Disk> &disks)
{
    QStringList lines;
    for (const Disk &disk : disks) {
        const QString content = disk.ours ? tr("notP's own")
            : disk.signatures.isEmpty()   ? tr("blank")
                                          : tr("foreign: %1").arg(disk.signatures.join(u' '));
        lines << u"%1 · %2 · %3 · %4 · %5"_s.arg(diskNames(disk, disks).value(0), disk.path, disk.model,
                                                 formatBytes(disk.size), content);
    }
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Allow one wipe on %1").arg(node));
    dialog->setLabelText(
        tr("The next installation may erase one disk of %1, whatever is on it:\n\n%2\n\nType the serial "
           "number of that disk:")
            .arg(node, lines.join(u'\n')));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, node, disks](const QString &text) {
        const QString serial = text.trimmed();
        const bool isKnown = std::any_of(disks.begin(), disks.end(),
                                         [&](const Disk &disk) { return diskNames(disk, disks).contains(serial); });
        if (!isKnown) {
            Q_EMIT said(tr("%1 has no disk with the serial number \"%2\": nothing was allowed.").arg(node, serial));
            return;
        }
        m_session.client().ask<OkReply>(
            WipeRequest{node, serial}, [self = QPointer(this), node](const Result<OkReply> &reply) {
                if (self)
                    Q_EMIT self->said(reply ? tr("%1 may be wiped once.").arg(node) : reply.error().text);
            });
    });
    dialog->open();
}

void NodesPage::openShell()
{
    runForChosen(m_settings.value(SettingsDialog::shellKey, SettingsDialog::shellCommand).toString());
}

void NodesPage::openSerialConsole()
{
    runForChosen(m_settings.value(SettingsDialog::serialKey).toString());
}

void NodesPage::runForChosen(const QString &pattern)
{
    const QStringList all = chosen();
    const QStringList names = all.mid(0, maxShells);
    for (const NodeName &name : names) {
        const auto command = NodeCommand::of(pattern, name);
        const Status started = command ? command->startDetached() : fail(command.error());
        if (!started) {
            Q_EMIT said(started.error().text);
            return;
        }
    }
    if (names.size() < all.size())
        Q_EMIT said(tr("Opened for the first %n node(s) only.", nullptr, static_cast<int>(names.size())));
}

void NodesPage::switchPower()
{
    const QString pattern = m_settings.value(SettingsDialog::powerKey).toString();
    if (pattern.isEmpty()) {
        Q_EMIT said(tr("Set a power command in the settings first."));
        return;
    }
    auto *dialog = new PowerDialog({chosen(), pattern, m_settings.value(u"confirm/typeAbove"_s, 16).toInt()}, this);
    dialog->open();
}

void NodesPage::adopt()
{
    auto *dialog = new AdoptDialog(m_session, this);
    connect(dialog, &AdoptDialog::adopted, this,
            [this](int machines) { Q_EMIT said(tr("%n machine(s) now have a name.", nullptr, machines)); });
    dialog->open();
}

void NodesPage::copyNames()
{
    const QString list = foldHostList(chosen());
    QApplication::clipboard()->setText(list);
    Q_EMIT said(tr("Copied: %1").arg(list));
}

void NodesPage::selectAllMatching()
{
    const QStringList names = m_table->matchingNodes();
    m_selection.set(QSet<NodeName>(names.begin(), names.end()), m_selection.current());
}

void NodesPage::exportMap()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the heat map"), u"nodes.svg"_s, tr("SVG (*.svg);;PNG (*.png)"));
    if (path.isEmpty())
        return;
    const bool isWritten = m_heatMap->writeTo(path, m_session.title());
    Q_EMIT said(isWritten ? tr("Written: %1").arg(path) : tr("%1 could not be written.").arg(path));
}

} // namespace cid
