// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_file_machine.h"

#include "common/system/temporary_folder.h"
#include "kid/machine/block_disk.h"
#include "kid/machine/disk_inspection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString descriptionFor(const QString &file)
{
    const QString beside = QFileInfo(file).path() + u"/machine.conf"_s;
    return QFile::exists(file + u".conf"_s) || !QFile::exists(beside) ? file + u".conf"_s : beside;
}

// Sparse: only what is written takes room.
Status makeDiskFile(const QString &file, ByteCount size)
{
    const UniqueFd fd(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.isValid())
        return fail(errnoError("machine.disk-file", u"cannot open %1"_s.arg(file)));
    if (::lseek(fd.get(), 0, SEEK_END) == 0 && ::ftruncate(fd.get(), size) != 0)
        return fail(errnoError("machine.disk-file", u"cannot make %1 %2 large"_s.arg(file, formatBytes(size))));
    return {};
}

} // namespace

DiskFileMachine::DiskFileMachine(const QString &file, MachineDescription description, const MachineTools &tools)
    : PretendedMachine({file + u".conf"_s, file + u".state"_s, file + u".ram"_s, file + u".lock"_s},
                       std::move(description), tools)
    , m_file(file)
    , m_devices(file, *tools.files)
{ }

DiskFileMachine::~DiskFileMachine()
{
    switchOffTheAgent();
}

Result<std::unique_ptr<Machine>> DiskFileMachine::open(const QString &file, const MachineTools &tools)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    Result<MachineDescription> description = MachineDescription::load(descriptionFor(path), path);
    if (!description)
        return fail(std::move(description.error()));
    return std::unique_ptr<Machine>(new DiskFileMachine(path, std::move(*description), tools));
}

QString DiskFileMachine::name() const
{
    return u"disk:"_s + m_file;
}

Status DiskFileMachine::attach()
{
    if (Status status = makeDiskFile(m_file, description().diskSize); !status)
        return status;
    if (Status status = m_devices.closeLeftovers(*tools().runner); !status)
        return status;
    if (!m_mountFolder.isEmpty())
        return {};
    QByteArray pattern = QFile::encodeName(temporaryFolder() + u"/cid-machine-XXXXXX"_s);
    if (::mkdtemp(pattern.data()) == nullptr)
        return fail(errnoError("machine.mount-folder", u"cannot make a folder in %1"_s.arg(temporaryFolder())));
    m_mountFolder = QFile::decodeName(pattern);
    return {};
}

Status DiskFileMachine::detach()
{
    if (m_mountFolder.isEmpty())
        return {};
    const QStringList left = QDir(m_mountFolder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    for (const QString &name : left)
        QDir().rmdir(m_mountFolder + u'/' + name);
    if (!QDir().rmdir(m_mountFolder))
        return fail(makeError(ErrorKind::Io, "machine.still-mounted",
                              u"%1: something is still mounted in %2"_s.arg(name(), m_mountFolder)));
    m_mountFolder.clear();
    return {};
}

Result<Disk> DiskFileMachine::disk(ProcessRunner &runner)
{
    Disk facts;
    facts.path = m_file;
    facts.serial = description().serial;
    facts.byPath = u"pretended-0"_s;
    facts.model = u"file"_s;
    facts.size = QFileInfo(m_file).size();
    if (Status status = inspectDisk(runner, *tools().files, facts); !status)
        return fail(std::move(status.error()));
    return facts;
}

Result<std::unique_ptr<TargetDisk>> DiskFileMachine::openDisk(const Disk &disk)
{
    if (disk.path != m_file || m_mountFolder.isEmpty())
        return fail(makeError(ErrorKind::NotFound, "disk.none", u"%1 has no disk %2"_s.arg(name(), disk.path)));
    return std::make_unique<BlockDisk>(disk, BlockDiskTools{tools().runner, tools().files, &m_devices, m_mountFolder});
}

} // namespace cid
