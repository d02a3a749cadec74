// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/kernel_partitions.h"

#include "kid/inventory/sector.h"
#include "kid/machine/mount_table.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSemaphore>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

Q_LOGGING_CATEGORY(lcPartitions, "cid.machine.partitions")

namespace {

constexpr std::chrono::seconds nodeDeadline{20};
constexpr int pollMs = 50;

Status runOn(ProcessRunner &runner, const QString &program, const QString &what)
{
    Command command;
    command.program = program;
    command.arguments = {what};
    command.deadline = std::chrono::minutes(10);
    return runChecked(runner, command).map([](const QByteArray &) { });
}

} // namespace

KernelPartitions::KernelPartitions(QString disk, SystemFolders folders, FileSystem &files)
    : m_disk(std::move(disk))
    , m_folders(std::move(folders))
    , m_files(files)
{ }

QString KernelPartitions::nameOf(int number) const
{
    return m_disk + (m_disk.back().isDigit() ? u"p"_s : QString()) + QString::number(number);
}

bool KernelPartitions::isThere(const DiskPartition &partition) const
{
    const QString node = nameOf(partition.number);
    const QString name = QString(node).remove(0, m_folders.dev.size() + 1).replace(u'/', u'!');
    const auto sectors = [&](const QString &what) {
        const auto text = m_files.read(m_folders.sys + u"/class/block/"_s + name + u'/' + what, KiB);
        return text ? text->trimmed().toLongLong() : -1;
    };
    return sectors(u"start"_s) * kernelSector == partition.start && sectors(u"size"_s) * kernelSector == partition.size
        && QFileInfo::exists(node);
}

Result<QString> KernelPartitions::open(ProcessRunner &, const DiskPartition &partition)
{
    // Once for a table: what the kernel did not show after that, it does not show for the next partition either.
    const QDeadlineTimer deadline(m_isWaitedFor ? std::chrono::seconds(0) : nodeDeadline);
    for (bool isSaid = false;; isSaid = true) {
        if (isThere(partition))
            return nameOf(partition.number);
        if (deadline.hasExpired())
            break;
        if (!isSaid)
            qCInfo(lcPartitions, "Waiting for the kernel to show partition %d of %ls, %lld s at most", partition.number,
                   qUtf16Printable(m_disk), static_cast<long long>(nodeDeadline.count()));
        // Nobody releases it: this is a wait on a worker thread.
        [[maybe_unused]] const bool isWoken = QSemaphore().tryAcquire(1, pollMs);
    }
    m_isWaitedFor = true;
    return fail(makeError(ErrorKind::Io, "disk.partition-missing",
                          u"the kernel does not show partition %1 (%2) of %3 where notP put it; is something on the "
                          "disk in use?"_s.arg(partition.number)
                              .arg(partition.name, m_disk),
                          {{u"disk"_s, m_disk}}));
}

Status KernelPartitions::close(ProcessRunner &, const QString &device)
{
    return m_files.syncFile(device);
}

Status KernelPartitions::tableChanged(ProcessRunner &runner)
{
    Command command;
    command.program = u"blockdev"_s;
    command.arguments = {u"--rereadpt"_s, m_disk};
    return runChecked(runner, command).map([](const QByteArray &) { });
}

Status KernelPartitions::closeLeftovers(ProcessRunner &runner)
{
    // /dev/nvme0n12 is another disk than /dev/nvme0n1, and no partition of it.
    const QString number = m_disk.back().isDigit() ? u"(p\\d+)?$"_s : u"\\d*$"_s;
    const QRegularExpression own(u'^' + QRegularExpression::escape(m_disk) + number);
    const auto isOwn = [&](const QString &source) { return own.match(source).hasMatch(); };
    const Result<QByteArray> swaps = m_files.read(m_folders.proc + u"/swaps"_s, MiB);
    for (const QByteArray &line : swaps.value_or(QByteArray()).split('\n')) {
        const QString device = QString::fromLocal8Bit(line.left(line.indexOf(' ')));
        if (!isOwn(device))
            continue;
        if (Status status = runOn(runner, u"swapoff"_s, device); !status)
            return status;
    }
    Result<QList<MountEntry>> table = readMountTable(m_files, m_folders.proc);
    if (!table)
        return fail(table.error());
    std::reverse(table->begin(), table->end());
    for (const MountEntry &entry : *table) {
        if (!isOwn(entry.source) || entry.target == u"/"_s)
            continue;
        if (Status status = runOn(runner, u"umount"_s, entry.target); !status)
            return status;
    }
    return {};
}

} // namespace cid
