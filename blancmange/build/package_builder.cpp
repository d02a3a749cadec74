// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/build/package_builder.h"

#include "blancmange/build/source_digest.h"
#include "blancmange/build/unpack.h"
#include "imagebuilder/sha256.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char formatVersion[] = "blancmange-package-1"; // Part of every key: a change builds everything anew.
constexpr qsizetype shownLines = 25;

bool isTarball(const QString &name)
{
    return name.contains(u".tar.") || name.endsWith(u".tar") || name.endsWith(u".tgz");
}

QString lastLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 16 * KiB));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    return QString::fromUtf8(lines.mid(std::max<qsizetype>(0, lines.size() - shownLines)).join('\n'));
}

} // namespace

Result<QMap<QString, BuiltPackage>> PackageBuilder::buildAll()
{
    for (const TopPackage &package : m_config.usedPackages()) {
        if (Status status = visit(package, true, {}); !status)
            return fail(status.error());
    }
    return m_done;
}

Result<QMap<QString, BuiltPackage>> PackageBuilder::findAll()
{
    for (const TopPackage &package : m_config.usedPackages()) {
        if (Status status = visit(package, false, {}); !status)
            return fail(status.error());
    }
    return m_done;
}

Status PackageBuilder::visit(const TopPackage &package, bool mayBuild, QStringList path)
{
    if (m_done.contains(package.name))
        return {};
    if (path.contains(package.name)) {
        return fail(placedError("build.cycle", package.place,
                                u"packages need each other: %1"_s.arg((path << package.name).join(u" -> "))));
    }
    path << package.name;
    for (const QString &need : package.needs) {
        const TopPackage *needed = m_config.package(need);
        const bool isLeftOut = !needed || !needed->use || (needed->onlyStatic && !m_config.isStatic);
        if (isLeftOut)
            continue;
        if (Status status = visit(*needed, mayBuild, path); !status)
            return status;
    }
    const auto key = keyOf(package);
    if (!key)
        return fail(key.error());
    if (!m_cache.hasBuilt(*key)) {
        if (!mayBuild)
            return fail(placedError(
                "build.missing", package.place,
                u"[package \"%1\"] is not built as top_config wants it: run build_packages"_s.arg(package.name)));
        if (Status status = build(package, *key); !status)
            return status;
    } else if (mayBuild) {
        m_options.say(u"%1: unchanged"_s.arg(package.name));
    }
    const QString built = m_cache.built(*key);
    m_done.insert(package.name, BuiltPackage{*key, built + u"/root"_s, built + u"/libraries"_s});
    return {};
}

QString PackageBuilder::recipePath(const TopPackage &package) const
{
    return m_options.recipes + u'/' + package.recipe;
}

Result<QByteArray> PackageBuilder::keyOf(const TopPackage &package) const
{
    Sha256 sum;
    sum.add(formatVersion);
    if (const LockedPackage *locked = m_lock.find(package.name)) {
        for (const LockedFile &file : locked->files) {
            sum.add(file.sha256 + ' ' + file.name.toUtf8());
            sum.add(file.role == LockedFile::Role::Main ? " main\n" : " library\n");
        }
    }
    if (package.origin == PackageOrigin::Tree) {
        const auto tree = digestOfSources(package.path);
        if (!tree)
            return fail(placedError("build.tree", package.place, tree.error().text));
        sum.add(*tree);
    }
    if (!package.recipe.isEmpty()) {
        const auto recipe = sha256OfFile(recipePath(package));
        if (!recipe)
            return fail(placedError("build.recipe", package.place, recipe.error().text));
        sum.add(*recipe);
        sum.add(m_config.isStatic ? " static\n" : " shared\n");
        Command version;
        version.program = u"c++"_s;
        version.arguments = QStringList{u"-dumpfullversion"_s, u"-dumpmachine"_s};
        const auto compiler = runChecked(m_runner, version);
        if (!compiler)
            return fail(withContext(compiler.error(), u"no C++ compiler (tools/setup installs it)"_s));
        sum.add(*compiler);
        const auto taken = digestOfTaken(recipePath(package), m_runner);
        if (!taken)
            return fail(placedError("build.recipe", package.place, taken.error().text));
        sum.add(*taken);
    }
    for (const QString &need : package.needs)
        sum.add(m_done.value(need).key + '\n');
    return sum.finish().toHex();
}

Status PackageBuilder::build(const TopPackage &package, const QByteArray &key)
{
    QElapsedTimer timer;
    timer.start();
    const bool hasRecipe = !package.recipe.isEmpty();
    m_options.say(hasRecipe ? u"%1: building (log: %2/work/%1/log)"_s.arg(package.name, m_cache.folder())
                            : u"%1: unpacking"_s.arg(package.name));
    const auto work = m_cache.workFolder(package.name);
    if (!work)
        return fail(work.error());
    for (const QString &name : {u"root"_s, u"libraries"_s, u"build"_s, u"source"_s})
        QDir().mkpath(*work + u'/' + name);
    const bool isTree = package.origin == PackageOrigin::Tree;
    const QString source = isTree ? package.path : *work + (hasRecipe ? u"/source"_s : u"/root"_s);
    if (!isTree) {
        if (Status status = prepare(package, source, *work + u"/libraries"_s); !status)
            return fail(withContext(status.error(), package.name));
    }
    if (hasRecipe) {
        if (Status status = runRecipe(package, *work, source); !status)
            return status;
    }
    for (const QString &name : {u"build"_s, u"source"_s})
        QDir(*work + u'/' + name).removeRecursively();
    if (Status status = m_cache.takeBuilt(*work, key); !status)
        return status;
    m_options.say(u"%1: done in %2"_s.arg(package.name, formatSeconds(timer.elapsed() / 1000)));
    return {};
}

Status PackageBuilder::prepare(const TopPackage &package, const QString &source, const QString &libraries)
{
    const LockedPackage *locked = m_lock.find(package.name);
    if (!locked)
        return {};
    for (const LockedFile &file : locked->files) {
        const QString path = m_cache.file(file.sha256);
        const auto sum = sha256OfFile(path);
        if (!sum || *sum != file.sha256)
            return fail(makeError(ErrorKind::Corrupt, "cache.sum",
                                  u"%1 is damaged in the cache: run get_packages again"_s.arg(file.name)));
        Status status;
        if (isAside(file.name))
            continue;
        if (file.name.endsWith(u".deb"))
            status = unpackDeb(path, file.role == LockedFile::Role::Library ? libraries : source);
        else if (file.name.contains(u".debian.tar.")) {
            // As dpkg-source does: an author's own folder of that name gives way.
            QDir(source + u"/debian"_s).removeRecursively();
            status = unpackTarball(path, source + u"/debian"_s);
        } else if (isTarball(file.name))
            status = unpackTarball(path, source);
        else if (!QFile::copy(path, source + u'/' + file.name))
            status = fail(makeError(ErrorKind::Io, "unpack.write", u"cannot copy %1"_s.arg(file.name)));
        if (!status)
            return fail(withContext(status.error(), file.name));
    }
    return patch(source);
}

Status PackageBuilder::patch(const QString &source)
{
    QFile series(source + u"/debian/patches/series"_s);
    if (!series.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : series.readAll().split('\n')) {
        const QString name = QString::fromUtf8(line).section(u'#', 0, 0).simplified().section(u' ', 0, 0);
        if (name.isEmpty())
            continue;
        Command command;
        command.program = u"patch"_s;
        command.arguments = {
            u"-d"_s, source, u"-p1"_s, u"--batch"_s, u"--forward"_s, u"-i"_s, source + u"/debian/patches/"_s + name};
        if (const auto output = runChecked(m_runner, command); !output)
            return fail(withContext(output.error(), u"Debian's patch %1"_s.arg(name)));
    }
    return {};
}

Status PackageBuilder::runRecipe(const TopPackage &package, const QString &work, const QString &source)
{
    const QString log = work + u"/log"_s;
    Command command;
    command.program = u"env"_s;
    command.arguments = {u"-i"_s,
                         u"PATH=%1"_s.arg(qEnvironmentVariable("PATH")),
                         u"HOME=%1"_s.arg(QDir::homePath()),
                         u"LC_ALL=C.UTF-8"_s,
                         u"SOURCE_DATE_EPOCH=0"_s,
                         u"SOURCE=%1"_s.arg(source),
                         u"BUILD=%1/build"_s.arg(work),
                         u"OUT=%1/root"_s.arg(work),
                         u"JOBS=%1"_s.arg(m_options.jobs),
                         u"LIBRARIES=%1"_s.arg(m_config.isStatic ? u"static"_s : u"shared"_s),
                         u"MAP=-ffile-prefix-map=%1=/blancmange -ffile-prefix-map=%2=/source"_s.arg(work, source)};
    for (const char *name : {"CCACHE_DIR", "XDG_CACHE_HOME", "CMAKE_PREFIX_PATH"}) {
        if (qEnvironmentVariableIsSet(name))
            command.arguments << QString::fromLatin1(name) + u'=' + qEnvironmentVariable(name);
    }
    for (const QString &need : package.needs) {
        if (m_done.contains(need))
            command.arguments << u"NEED_%1=%2"_s.arg(QString(need).replace(u'-', u'_'), m_done.value(need).root);
    }
    command.arguments << u"sh"_s << u"-c"_s << u"exec >\"$1\" 2>&1; cd \"$BUILD\"; exec sh -eu \"$2\""_s << u"sh"_s
                      << log << recipePath(package);
    command.deadline = 3h;
    const auto output = m_runner.run(command);
    if (!output)
        return fail(withContext(output.error(), package.name));
    if (output->exitCode == 0)
        return {};
    const QString kept = m_cache.folder() + u"/failed-%1.log"_s.arg(package.name);
    const QString text = lastLines(log);
    QFile::remove(kept);
    QFile::rename(log, kept);
    return fail(placedError(
        "build.failed", package.place,
        u"[package \"%1\"] could not be built; the whole log is %2, its end:\n%3"_s.arg(package.name, kept, text)));
}

} // namespace cid
