// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/directory_machine.h"

#include "kid/machine/directory_disk.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace cid {

DirectoryMachine::DirectoryMachine(const QString &folder, MachineDescription description, const MachineTools &tools)
    : PretendedMachine({folder + u"/machine.conf"_s, folder + u"/state"_s, folder + u"/ram"_s, folder + u"/lock"_s},
                       std::move(description), tools)
    , m_folder(folder)
{ }

DirectoryMachine::~DirectoryMachine()
{
    switchOffTheAgent();
}

Result<std::unique_ptr<Machine>> DirectoryMachine::open(const QString &folder, const MachineTools &tools)
{
    const QString path = QDir(folder).absolutePath();
    Result<MachineDescription> description = MachineDescription::load(path + u"/machine.conf"_s, path);
    if (!description)
        return fail(std::move(description.error()));
    return std::unique_ptr<Machine>(new DirectoryMachine(path, std::move(*description), tools));
}

QString DirectoryMachine::name() const
{
    return u"dir:"_s + m_folder;
}

Result<std::unique_ptr<TargetDisk>> DirectoryMachine::openDisk(const Disk &disk)
{
    if (disk.path != m_folder + u"/disk"_s)
        return fail(makeError(ErrorKind::NotFound, "disk.none", u"%1 has no disk %2"_s.arg(name(), disk.path)));
    return std::make_unique<DirectoryDisk>(disk.path, disk, *tools().files);
}

Result<Disk> DirectoryMachine::disk(ProcessRunner &)
{
    Disk facts;
    facts.serial = description().serial;
    facts.byPath = u"pretended-0"_s;
    facts.model = u"folder"_s;
    facts.size = description().diskSize;
    return DirectoryDisk::look(m_folder + u"/disk"_s, facts, *tools().files);
}

} // namespace cid
