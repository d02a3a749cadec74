// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/init_system.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount largestTable = 256 * KiB;

class InitSearch
{
public:
    InitSearch(FileSystem &files, const QString &root)
        : m_files(files)
        , m_root(root)
        , m_table(files.readInRoot(root, "etc/inittab", largestTable).value_or(QByteArray()))
    { }

    /// Which one the program is, by its name; None where the name is everybody's.
    [[nodiscard]] InitSystem byProgram(const QByteArray &path) const
    {
        const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
        if (name == "systemd")
            return InitSystem::Systemd;
        if (name == "openrc-init")
            return InitSystem::OpenRc;
        if (name.startsWith("runit"))
            return InitSystem::Runit;
        const InitSystem told = byTable();
        return told == InitSystem::None && name.startsWith("busybox") ? InitSystem::Busybox : told;
    }
    /// What busybox's or sysvinit's init is told to start.
    [[nodiscard]] InitSystem byTable() const
    {
        if (m_table.contains("openrc"))
            return InitSystem::OpenRc;
        if (m_table.contains("runsvdir"))
            return InitSystem::Runit;
        // busybox knows no runlevels.
        const bool hasLevels = m_table.contains(":initdefault:") || m_table.contains("/rc 3");
        return hasLevels && !runlevelFolders(m_files, m_root).isEmpty() ? InitSystem::SysV : InitSystem::None;
    }
    [[nodiscard]] InitSystem byPresence() const
    {
        if (hasAny({"usr/lib/systemd/systemd", "lib/systemd/systemd"}))
            return InitSystem::Systemd;
        if (hasAny({"etc/runlevels/default"}) && hasAny({"sbin/openrc", "usr/bin/openrc", "sbin/openrc-run"}))
            return InitSystem::OpenRc;
        if (hasAny({"etc/runit/2"}))
            return InitSystem::Runit;
        if (const InitSystem told = byTable(); told != InitSystem::None)
            return told;
        return !m_table.isEmpty() && hasAny({"bin/busybox"}) ? InitSystem::Busybox : InitSystem::None;
    }

private:
    [[nodiscard]] bool hasAny(std::initializer_list<const char *> paths) const
    {
        return std::any_of(paths.begin(), paths.end(),
                           [this](const char *path) { return m_files.resolveInRoot(m_root, path).has_value(); });
    }

    FileSystem &m_files;
    const QString m_root;
    const QByteArray m_table;
};

} // namespace

InitSystem initSystemOf(FileSystem &files, const QString &root, const QByteArray &named)
{
    const InitSearch search(files, root);
    // In the kernel's order.
    for (QByteArray path : {named, QByteArray("sbin/init"), QByteArray("etc/init"), QByteArray("bin/init")}) {
        while (path.startsWith('/'))
            path.remove(0, 1);
        const Result<QByteArray> program = files.resolveInRoot(root, path);
        if (!program)
            continue;
        const InitSystem found = search.byProgram(*program);
        return found == InitSystem::None ? search.byPresence() : found;
    }
    return search.byPresence();
}

QByteArray namedInit(const QString &commandLine)
{
    QByteArray named;
    for (const QString &word : commandLine.split(u' ', Qt::SkipEmptyParts)) {
        if (word.startsWith(u"init="_s))
            named = word.mid(5).toUtf8();
    }
    return named;
}

QLatin1StringView initSystemName(InitSystem init)
{
    switch (init) {
    case InitSystem::Systemd:
        return "systemd"_L1;
    case InitSystem::OpenRc:
        return "OpenRC"_L1;
    case InitSystem::Runit:
        return "runit"_L1;
    case InitSystem::SysV:
        return "SysV's init"_L1;
    case InitSystem::Busybox:
        return "busybox' init"_L1;
    case InitSystem::None:
        break;
    }
    return "no known init"_L1;
}

QString initSystemsInWords()
{
    QStringList names;
    for (const InitSystem init :
         {InitSystem::Systemd, InitSystem::OpenRc, InitSystem::Runit, InitSystem::SysV, InitSystem::Busybox})
        names << initSystemName(init);
    return names.join(u", "_s);
}

QByteArray runlevelFolders(FileSystem &files, const QString &root)
{
    for (const char *folders : {"etc/rc%1.d", "etc/rc.d/rc%1.d", "etc/init.d/rc%1.d"}) {
        if (files.listInRoot(root, QByteArray(folders).replace("%1", "3")))
            return folders;
    }
    return {};
}

} // namespace cid
