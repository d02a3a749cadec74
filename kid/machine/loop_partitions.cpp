// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/loop_partitions.h"

#include "kid/machine/mount_table.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QSemaphore>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr std::chrono::seconds goneDeadline{20};
constexpr int gonePollMs = 20;

} // namespace

LoopPartitions::LoopPartitions(QString file, FileSystem &files, ByteCount sectorSize)
    : m_file(std::move(file))
    , m_files(files)
    , m_sectorSize(sectorSize)
{ }

Result<QList<LoopPartitions::Loop>> LoopPartitions::loops(ProcessRunner &runner) const
{
    Command command;
    command.program = u"losetup"_s;
    command.arguments = {u"--list"_s,      u"--noheadings"_s, u"--raw"_s, u"--output"_s,
                         u"NAME,OFFSET"_s, u"--associated"_s, m_file};
    const Result<QByteArray> text = runChecked(runner, command);
    if (!text)
        return fail(text.error());
    QList<Loop> found;
    for (const QByteArray &line : text->split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() == 2)
            found << Loop{QString::fromLatin1(words[0]), words[1].toLongLong()};
    }
    return found;
}

Result<QString> LoopPartitions::open(ProcessRunner &runner, const DiskPartition &partition)
{
    const Result<QList<Loop>> existing = loops(runner);
    if (!existing)
        return fail(existing.error());
    const bool isBusy = std::any_of(existing->begin(), existing->end(),
                                    [&](const Loop &loop) { return loop.offset == partition.start; });
    if (isBusy)
        return fail(makeError(ErrorKind::Conflict, "disk.partition-busy",
                              u"partition %1 of %2 is in use"_s.arg(partition.number).arg(m_file)));
    Command command;
    command.program = u"losetup"_s;
    command.arguments = {u"--find"_s,
                         u"--sector-size"_s,
                         QString::number(m_sectorSize),
                         u"--show"_s,
                         u"--offset"_s,
                         QString::number(partition.start),
                         u"--sizelimit"_s,
                         QString::number(partition.size),
                         m_file};
    const Result<QByteArray> text = runChecked(runner, command);
    if (!text)
        return fail(text.error());
    const QString device = QString::fromLatin1(text->trimmed());
    m_open.insert(device);
    return device;
}

Status LoopPartitions::close(ProcessRunner &runner, const QString &device)
{
    Command command;
    command.program = u"losetup"_s;
    command.arguments = {u"--detach"_s, device};
    if (const auto done = runChecked(runner, command); !done)
        return fail(done.error());
    m_open.remove(device);
    return waitUntilGone(runner, device);
}

// Where somebody else looks at the device in this moment (losetup of another process does, and udev), the kernel
// detaches it only when they are done, and writes what it still holds then.
Status LoopPartitions::waitUntilGone(ProcessRunner &runner, const QString &device) const
{
    for (QDeadlineTimer deadline(goneDeadline); !deadline.hasExpired();) {
        const Result<QList<Loop>> left = loops(runner);
        if (!left)
            return fail(left.error());
        if (std::none_of(left->begin(), left->end(), [&](const Loop &loop) { return loop.device == device; }))
            return {};
        // Nobody releases it: this is a wait on a worker thread.
        [[maybe_unused]] const bool isWoken = QSemaphore().tryAcquire(1, gonePollMs);
    }
    return fail(
        makeError(ErrorKind::Timeout, "disk.loop-stays",
                  u"%1 of %2 was detached and something still holds it; see \"fuser %1\""_s.arg(device, m_file)));
}

Status LoopPartitions::closeLeftovers(ProcessRunner &runner)
{
    const Result<QList<Loop>> existing = loops(runner);
    if (!existing)
        return fail(existing.error());
    Result<QList<MountEntry>> table = readMountTable(m_files);
    if (!table)
        return fail(table.error());
    std::reverse(table->begin(), table->end());
    for (const Loop &loop : *existing) {
        if (m_open.contains(loop.device))
            continue;
        for (const MountEntry &entry : *table) {
            if (entry.source != loop.device)
                continue;
            Command command;
            command.program = u"umount"_s;
            command.arguments = {entry.target};
            if (const auto done = runChecked(runner, command); !done)
                return fail(done.error());
            // The private folder of the agent that was killed; rmdir touches nothing that holds something.
            QDir().rmdir(entry.target);
            QDir().rmdir(QFileInfo(entry.target).path());
        }
        // A device that frees itself when it is unmounted may be gone by now.
        if (Status status = close(runner, loop.device); !status) {
            const Result<QList<Loop>> left = loops(runner);
            if (!left
                || std::any_of(left->begin(), left->end(), [&](const Loop &l) { return l.device == loop.device; }))
                return status;
        }
    }
    return {};
}

QStringList LoopPartitions::tableOptions() const
{
    return {u"--no-reread"_s, u"--no-tell-kernel"_s};
}

} // namespace cid
