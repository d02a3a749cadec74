// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/partition_mount.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace cid {

PartitionMount::PartitionMount(const BlockDiskTools &tools, QString device, QString folder)
    : m_tools(tools)
    , m_device(std::move(device))
    , m_folder(std::move(folder))
{ }

PartitionMount::~PartitionMount()
{
    // Nobody can be told any more; what stays is found by closeLeftovers().
    [[maybe_unused]] const Status status = unmount();
}

Result<std::unique_ptr<Mounted>> PartitionMount::make(ProcessRunner &runner, const BlockDiskTools &tools,
                                                      const DiskPartition &partition, MountAccess access)
{
    const QString folder = tools.mountFolder + u"/p%1"_s.arg(partition.number);
    if (Status status = tools.files->makeFolder(folder, 0700); !status)
        return fail(std::move(status.error()));
    const Result<QString> device = tools.devices->open(runner, partition);
    if (!device)
        return fail(device.error());
    Command command;
    command.program = u"mount"_s;
    QString options = access == MountAccess::ReadOnly ? u"ro"_s : u"rw"_s;
    // FAT knows no modes: files get the one that they are written with, so that setting it is no error.
    if (partition.fileSystem == u"vfat"_s)
        options += u",fmask=0133,dmask=0022"_s;
    command.arguments = {u"-o"_s, options, *device, folder};
    const Result<QByteArray> mounted = runChecked(runner, command);
    // From here on the destructor undoes what was done.
    std::unique_ptr<PartitionMount> mount(new PartitionMount(tools, *device, folder));
    mount->m_isMounted = mounted.has_value();
    if (!mounted)
        return fail(mounted.error());
    return mount;
}

// With the machine's own runner: a cancelled job must not leave its file system mounted.
Status PartitionMount::unmount()
{
    if (m_isMounted) {
        Command command;
        command.program = u"umount"_s;
        command.arguments = {m_folder};
        command.deadline = 10min; // a slow disk may have much to write
        if (const auto done = runChecked(*m_tools.runner, command); !done)
            return fail(done.error());
        m_isMounted = false;
        QDir().rmdir(m_folder);
    }
    if (m_isOpen) {
        if (Status status = m_tools.devices->close(*m_tools.runner, m_device); !status)
            return status;
        m_isOpen = false;
    }
    return {};
}

} // namespace cid
