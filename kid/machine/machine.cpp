// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/machine.h"

#include "kid/machine/directory_machine.h"
#include "kid/machine/disk_file_machine.h"
#include "kid/machine/real_machine.h"

#include <array>

using namespace Qt::StringLiterals;

namespace cid {

QLatin1StringView bootModeName(BootMode mode)
{
    static constexpr std::array names{"ram"_L1, "blancmange"_L1, "image"_L1};
    const auto index = static_cast<size_t>(mode);
    return index < names.size() ? names[index] : "ram"_L1;
}

Result<std::unique_ptr<Machine>> openMachine(const QString &what, const MachineTools &tools)
{
    if (what.startsWith(u"dir:"_s) && what.size() > 4)
        return DirectoryMachine::open(what.mid(4), tools);
    if (what.startsWith(u"disk:"_s) && what.size() > 5)
        return DiskFileMachine::open(what.mid(5), tools);
    if (what == u"real"_s)
        return std::make_unique<RealMachine>(tools, SystemFolders{});
    return fail(makeError(ErrorKind::Invalid, "machine.bad-name",
                          u"\"%1\" is no machine: write real, disk:FILE or dir:FOLDER"_s.arg(what),
                          {{u"machine"_s, what}}));
}

} // namespace cid
