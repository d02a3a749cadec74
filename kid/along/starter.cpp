// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/along/starter.h"

#include <QFile>

#include <algorithm>
#include <array>

// Outside of any namespace: the name is that of the generated function. A library's resources are there only where
// somebody asks for them.
static void initialiseStarters()
{
    Q_INIT_RESOURCE(along);
}

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr std::array unitFolders{"etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"};
constexpr std::array unitNames{"cid-agent.service", "multi-user.target.wants/cid-agent.service"};
constexpr char shadow[] = ".d/zz-cid-agent.conf"; ///< behind a unit's name
constexpr qsizetype mostUnits = 2000; ///< of a folder that are looked into
constexpr std::array scriptFolders{"etc/init.d", "etc/rc.d/init.d"};
constexpr std::array runlevels{"etc/rc%1.d", "etc/rc.d/rc%1.d", "etc/init.d/rc%1.d"};
constexpr std::array serviceFolders{"etc/runit/sv", "etc/sv"};
constexpr std::array enabledFolders{"etc/runit/runsvdir/default", "etc/service", "var/service", "service"};
constexpr char openRcLink[] = "etc/runlevels/default/cid-agent";
constexpr char startListPath[] = "etc/init.d/.depend.start";
constexpr char putAside[] = "# notP starts another one: ";
constexpr char initTablePath[] = "etc/inittab";
constexpr ByteCount largestList = 256 * KiB;

QByteArray starterText(const QString &name)
{
    initialiseStarters();
    QFile file(u":/cid/along/"_s + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // It is a part of the program.
    return isOpen ? file.readAll() : QByteArray();
}

/// The lines of an inittab without ours, and with those that we put aside.
QByteArrayList withoutAgent(const QByteArray &table)
{
    QByteArrayList lines;
    for (const QByteArray &line : table.split('\n')) {
        if (!line.contains(agentStartPath))
            lines << (line.startsWith(putAside) ? line.mid(qsizetype(sizeof putAside) - 1) : line);
    }
    return lines;
}

/// Scripts of the same kind that many images have, in \a folder.
QByteArrayList labelledScripts(const QByteArray &folder)
{
    QByteArrayList paths;
    for (const char *name : {"/cron", "/crond", "/rsyslog", "/ssh", "/sshd", "/network", "/networking", "/udev"})
        paths << folder + name;
    return paths;
}

/// Levels in which the agent runs, and those in which it ends.
QByteArray levelLink(const QByteArray &folders, char level)
{
    const bool isStarted = level >= '2' && level <= '5';
    return QByteArray(folders).replace("%1", QByteArray(1, level)) + (isStarted ? "/S99" : "/K01") + "cid-agent";
}

/// A line of a unit: "ExecStart=-/usr/local/sbin/cidkid -f".
bool startsAgent(const QByteArray &line)
{
    if (!line.startsWith("ExecStart="))
        return false;
    const QByteArrayList words = line.mid(10).split(' ');
    return std::any_of(words.begin(), words.end(), [](const QByteArray &word) { return word.endsWith("/cidkid"); });
}

/// Makes the starter of one root.
class StarterWriter
{
public:
    StarterWriter(FileSystem &files, const QString &root)
        : m_files(files)
        , m_root(root)
    { }

    [[nodiscard]] Result<Starter> systemd();
    [[nodiscard]] Result<Starter> openRc();
    [[nodiscard]] Result<Starter> runit();
    [[nodiscard]] Result<Starter> sysV();
    [[nodiscard]] Result<Starter> busybox();

private:
    [[nodiscard]] bool isFolder(const QByteArray &path) const { return m_files.listInRoot(m_root, path).has_value(); }
    template <size_t count> [[nodiscard]] QByteArray firstFolder(const std::array<const char *, count> &all) const
    {
        const auto found = std::find_if(all.begin(), all.end(), [this](const char *path) { return isFolder(path); });
        return found == all.end() ? QByteArray() : QByteArray(*found);
    }
    /// An empty unit, or a link to /dev/null, whether that is in the image or not.
    [[nodiscard]] bool isMasked(const QByteArray &path) const;
    /// The links of \a folder that start the image's own agent: its name, behind the order in which a level starts it.
    void removeOwn(const QByteArray &folder);
    /// The units that start the image's own agent: by its name, and whatever runs a program of that name.
    [[nodiscard]] QByteArrayList ownUnits() const;
    [[nodiscard]] Status addDependency();

    FileSystem &m_files;
    const QString m_root;
    Starter m_starter;
};

Error noPlace(InitSystem init, const QString &lookedFor)
{
    return makeError(ErrorKind::Refused, "agent.no-place",
                     u"the image starts %1, and holds none of the folders from which that starts services: %2"_s.arg(
                         initSystemName(init), lookedFor));
}

template <size_t count> QString inWords(const std::array<const char *, count> &paths)
{
    QStringList names;
    for (const char *path : paths)
        names << u'/' + QLatin1StringView(path);
    return names.join(u", "_s).replace(u"%1"_s, u"3"_s);
}

bool StarterWriter::isMasked(const QByteArray &path) const
{
    const Result<QByteArray> target = m_files.linkTargetInRoot(m_root, path);
    if (target)
        return target->endsWith("/dev/null");
    const Result<QByteArray> unit = m_files.readInRoot(m_root, path, largestList);
    return unit && unit->isEmpty();
}

void StarterWriter::removeOwn(const QByteArray &folder)
{
    for (const QString &name : m_files.listInRoot(m_root, folder).value_or(QStringList())) {
        const bool isOrdered = name.size() > 3 && name.startsWith(u'S') && name.sliced(3) == u"cidkid"_s;
        const QByteArray path = folder + '/' + QFile::encodeName(name);
        if ((name == u"cidkid"_s || isOrdered) && m_files.linkTargetInRoot(m_root, path))
            m_starter.removed << path;
    }
}

QByteArrayList StarterWriter::ownUnits() const
{
    QByteArrayList units{"cidkid.service"};
    for (const char *folder : unitFolders) {
        const QStringList names = m_files.listInRoot(m_root, folder).value_or(QStringList());
        for (const QString &name : names.first(std::min(names.size(), mostUnits))) {
            const QByteArray unit = QFile::encodeName(name);
            if (!unit.endsWith(".service") || unit == unitNames[0] || units.contains(unit))
                continue;
            const QByteArray path = QByteArray(folder) + '/' + unit;
            const QByteArray text = m_files.readInRoot(m_root, path, largestList).value_or(QByteArray());
            const QByteArrayList lines = text.split('\n');
            if (std::any_of(lines.begin(), lines.end(), startsAgent))
                units << unit;
        }
    }
    return units;
}

// The image's own unit, wherever it comes from and whatever enables it, is passed over while our program is there.
Result<Starter> StarterWriter::systemd()
{
    const QByteArray mask = QByteArray(unitFolders[0]) + '/' + unitNames[0];
    if (isMasked(mask))
        return fail(makeError(ErrorKind::Refused, "agent.masked",
                              u"/%1 masks the agent that notP writes: no node would report what it runs. Take the mask "
                              "away, or say agent = image or none in image_db"_s.arg(QLatin1StringView(mask))));
    QByteArray folder = firstFolder(unitFolders);
    if (folder.isEmpty())
        folder = unitFolders[0];
    const QByteArrayList units{"usr/lib/systemd/system/multi-user.target", "lib/systemd/system/multi-user.target"};
    const QByteArray unit = folder + '/' + unitNames[0];
    m_starter.files << StarterFile{unit, starterText(u"cid-agent.service"_s), 0644, units};
    for (const QByteArray &own : ownUnits())
        m_starter.files << StarterFile{folder + '/' + own + shadow, starterText(u"zz-cid-agent.conf"_s), 0644, units};
    m_starter.links << StarterLink{folder + '/' + unitNames[1], '/' + unit};
    return m_starter;
}

Result<Starter> StarterWriter::openRc()
{
    if (!isFolder("etc/init.d") || !isFolder("etc/runlevels/default"))
        return fail(noPlace(InitSystem::OpenRc, u"/etc/init.d and /etc/runlevels/default"_s));
    m_starter.files << StarterFile{"etc/init.d/cid-agent", starterText(u"openrc"_s), 0755,
                                   labelledScripts("etc/init.d")};
    m_starter.links << StarterLink{openRcLink, "/etc/init.d/cid-agent"};
    for (const QString &level : m_files.listInRoot(m_root, "etc/runlevels").value_or(QStringList()))
        removeOwn("etc/runlevels/" + QFile::encodeName(level));
    return m_starter;
}

Result<Starter> StarterWriter::runit()
{
    const QByteArray enabled = firstFolder(enabledFolders);
    if (enabled.isEmpty())
        return fail(noPlace(InitSystem::Runit, inWords(enabledFolders)));
    QByteArray services = firstFolder(serviceFolders);
    if (services.isEmpty())
        services = serviceFolders[1];
    const QByteArray service = services + "/cid-agent";
    m_starter.files << StarterFile{service + "/run", starterText(u"start"_s), 0755, labelledPrograms()};
    // What runsv keeps of a service goes where everything is lost at the next start.
    m_starter.links << StarterLink{service + "/supervise", "/run/cid-agent.supervise"}
                    << StarterLink{enabled + "/cid-agent", '/' + service};
    removeOwn(enabled);
    return m_starter;
}

// Debian's startpar starts what stands in a list that insserv made, and nothing else.
Status StarterWriter::addDependency()
{
    Result<QByteArray> list = m_files.readInRoot(m_root, startListPath, largestList);
    if (!list)
        return list.error().kind == ErrorKind::NotFound ? Status() : fail(std::move(list.error()));
    QByteArrayList lines = list->split('\n');
    const auto targets =
        std::find_if(lines.begin(), lines.end(), [](const QByteArray &line) { return line.startsWith("TARGETS ="); });
    if (targets == lines.end() || targets->split(' ').contains("cid-agent"))
        return {};
    *targets = targets->trimmed() + " cid-agent";
    m_starter.files << StarterFile{startListPath, lines.join('\n'), 0644, {"etc/init.d/.depend.stop"}};
    return {};
}

Result<Starter> StarterWriter::sysV()
{
    const QByteArray scripts = firstFolder(scriptFolders);
    const QByteArray folders = runlevelFolders(m_files, m_root);
    if (scripts.isEmpty() || folders.isEmpty())
        return fail(noPlace(InitSystem::SysV, u"%1; %2"_s.arg(inWords(scriptFolders), inWords(runlevels))));
    m_starter.files << StarterFile{scripts + "/cid-agent", starterText(u"sysv"_s), 0755, labelledScripts(scripts)}
                    << StarterFile{agentStartPath, starterText(u"start"_s), 0755, labelledPrograms()};
    for (const char level : {'0', '1', '2', '3', '4', '5', '6'}) {
        const QByteArray folder = QByteArray(folders).replace("%1", QByteArray(1, level));
        if (!isFolder(folder))
            continue;
        m_starter.links << StarterLink{levelLink(folders, level), '/' + scripts + "/cid-agent"};
        removeOwn(folder);
    }
    const Status listed = addDependency();
    return listed ? Result<Starter>(m_starter) : fail(listed.error());
}

Result<Starter> StarterWriter::busybox()
{
    const Result<QByteArray> before = m_files.readInRoot(m_root, initTablePath, largestList);
    if (!before)
        return fail(withContext(before.error(), u"the image starts busybox' init"_s));
    QByteArrayList lines;
    for (const QByteArray &line : withoutAgent(*before)) {
        const bool isOwn = line.contains("/cidkid") && !line.trimmed().startsWith('#');
        lines << (isOwn ? putAside + line : line);
    }
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    lines << QByteArray("::respawn:/") + agentStartPath << QByteArray();
    m_starter.files << StarterFile{agentStartPath, starterText(u"start"_s), 0755, labelledPrograms()}
                    << StarterFile{initTablePath, lines.join('\n'), 0644, {}};
    return m_starter;
}

} // namespace

QByteArrayList labelledPrograms()
{
    return {"usr/bin/env", "bin/env", "usr/bin/sh", "bin/sh"};
}

Result<Starter> starterFor(InitSystem init, FileSystem &files, const QString &root)
{
    StarterWriter writer(files, root);
    switch (init) {
    case InitSystem::Systemd:
        return writer.systemd();
    case InitSystem::OpenRc:
        return writer.openRc();
    case InitSystem::Runit:
        return writer.runit();
    case InitSystem::SysV:
        return writer.sysV();
    case InitSystem::Busybox:
        return writer.busybox();
    case InitSystem::None:
        break;
    }
    return fail(makeError(ErrorKind::Refused, "agent.no-init",
                          u"the image starts nothing that notP knows (%1), so nothing would start its agent; say agent "
                          "= image in image_db where it starts a cidkid of its own"_s.arg(initSystemsInWords())));
}

std::optional<StarterFile> tableWithoutAgent(FileSystem &files, const QString &root)
{
    const Result<QByteArray> text = files.readInRoot(root, initTablePath, largestList);
    if (!text || !text->contains(agentStartPath))
        return std::nullopt;
    return StarterFile{initTablePath, withoutAgent(*text).join('\n'), 0644, {}};
}

QByteArrayList shadowsIn(FileSystem &files, const QString &root)
{
    QByteArrayList paths;
    for (const char *folder : unitFolders) {
        for (const QString &name : files.listInRoot(root, folder).value_or(QStringList())) {
            if (!name.endsWith(u".service.d"_s))
                continue;
            const QByteArray path = QByteArray(folder) + '/' + QFile::encodeName(name.chopped(2)) + shadow;
            if (files.resolveInRoot(root, path))
                paths << path;
        }
    }
    return paths;
}

QByteArrayList starterPaths()
{
    QByteArrayList paths{agentStartPath, openRcLink};
    for (const char *folder : unitFolders) {
        for (const char *name : unitNames)
            paths << QByteArray(folder) + '/' + name;
    }
    for (const char *folder : scriptFolders)
        paths << QByteArray(folder) + "/cid-agent";
    for (const char *folders : runlevels) {
        for (const char level : {'0', '1', '2', '3', '4', '5', '6'})
            paths << levelLink(folders, level);
    }
    for (const char *folder : enabledFolders)
        paths << QByteArray(folder) + "/cid-agent";
    for (const char *folder : serviceFolders)
        paths << QByteArray(folder) + "/cid-agent/run" << QByteArray(folder) + "/cid-agent/supervise";
    return paths;
}

} // namespace cid
