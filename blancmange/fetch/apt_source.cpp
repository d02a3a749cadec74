// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/fetch/apt_source.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One line of --print-uris: 'URI' name size sums
struct PrintedFile
{
    QString uri;
    QString name;
    ByteCount size = 0;
    QByteArray sha256;
};

QList<PrintedFile> parsePrinted(const QByteArray &output)
{
    QList<PrintedFile> files;
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() < 3 || !line.startsWith('\''))
            continue;
        PrintedFile file{QString::fromUtf8(words[0].mid(1, words[0].size() - 2)),
                         QString::fromUtf8(words[1]),
                         words[2].toLongLong(),
                         {}};
        if (words.size() > 3 && words[3].startsWith("SHA256:"))
            file.sha256 = words[3].mid(7);
        files.append(file);
    }
    return files;
}

/// The paragraphs of apt-cache show, each as a map.
QList<QMap<QByteArray, QByteArray>> parseParagraphs(const QByteArray &output)
{
    QList<QMap<QByteArray, QByteArray>> paragraphs(1);
    for (const QByteArray &line : output.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (line.isEmpty())
            paragraphs.append(QMap<QByteArray, QByteArray>());
        else if (colon > 0 && !line.startsWith(' '))
            paragraphs.last().insert(line.left(colon), line.mid(colon + 2));
    }
    paragraphs.removeIf([](const auto &one) { return one.isEmpty(); });
    return paragraphs;
}

QString spelled(const TopPackage &package, const QString &name)
{
    return package.version.isEmpty() ? name : name + u'=' + package.version;
}

Error notFound(const TopPackage &package, const Error &why)
{
    return placedError("apt.no-package", package.place,
                       u"[package \"%1\"]: Debian does not offer %2 here (%3)"_s.arg(
                           package.name, spelled(package, package.debian.join(u' ')), why.text));
}

} // namespace

Result<QByteArray> AptSource::run(const QString &program, const QStringList &arguments)
{
    Command command;
    command.program = u"env"_s;
    command.arguments = {u"LC_ALL=C.UTF-8"_s, u"DEBIAN_FRONTEND=noninteractive"_s, program, u"-qq"_s};
    for (const QString &option :
         {u"Dir::State=%1/state"_s, u"Dir::State::status=%1/status"_s, u"Dir::Cache=%1/cache"_s,
          u"Dir::Etc::sourcelist=%1/sources.list"_s, u"Dir::Etc::sourceparts=%1/none"_s, u"Dir::Log=%1"_s,
          u"Dir::Etc::preferences=%1/none"_s, u"Dir::Etc::preferencesparts=%1/none"_s})
        command.arguments << u"-o"_s << option.arg(m_folder);
    command.arguments << u"-o"_s << u"APT::Sandbox::User="_s << u"-o"_s << u"Acquire::Languages=none"_s << u"-o"_s
                      << u"Acquire::Retries=3"_s << arguments;
    command.deadline = 30min;
    command.maxOutput = 64 * MiB;
    return runChecked(m_runner, command);
}

Status AptSource::update()
{
    if (m_isUpdated)
        return {};
    Command targets;
    targets.program = u"apt-get"_s;
    targets.arguments = {u"indextargets"_s, u"--format"_s, u"$(REPO_URI) $(CODENAME) $(COMPONENT)"_s,
                         u"Created-By: Packages"_s, u"Origin: Debian"_s};
    const auto known = runChecked(m_runner, targets);
    if (!known)
        return fail(known.error());
    QStringList lines;
    for (const QByteArray &line : known->split('\n')) {
        const QString text = QString::fromUtf8(line.simplified());
        if (text.count(u' ') == 2 && !lines.contains(u"deb "_s + text))
            lines << u"deb "_s + text << u"deb-src "_s + text;
    }
    if (lines.isEmpty()) {
        return fail(makeError(ErrorKind::Unavailable, "apt.no-mirror",
                              u"apt knows no Debian mirror on this machine: run apt-get update as root once"_s));
    }
    for (const QString &name : {u"state/lists/partial"_s, u"cache/archives/partial"_s})
        QDir().mkpath(m_folder + u'/' + name);
    for (const auto &[name, text] :
         {std::pair(u"sources.list"_s, lines.join(u'\n') + u'\n'), {u"status"_s, QString()}}) {
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            return fail(makeError(ErrorKind::Io, "apt.write", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
    }
    const auto updated = run(u"apt-get"_s, {u"update"_s});
    m_isUpdated = updated.has_value();
    return updated ? Status() : fail(updated.error());
}

Result<QStringList> AptSource::withDependencies(const TopPackage &package)
{
    QStringList arguments{u"install"_s, u"--print-uris"_s, u"--yes"_s, u"--no-install-recommends"_s};
    for (const QString &name : package.debian)
        arguments << spelled(package, name);
    const auto output = run(u"apt-get"_s, arguments);
    if (!output)
        return fail(notFound(package, output.error()));
    QStringList wanted;
    for (const PrintedFile &file : parsePrinted(*output)) {
        const QString name = file.name.section(u'_', 0, 0);
        // A kernel's meta package names the kernel; of all other dependencies only libraries are of use.
        const bool isPart = package.debian.contains(name) || name.startsWith(u"linux-image-");
        if (isPart || name.startsWith(u"lib") || name == u"zlib1g")
            wanted << name + u'=' + file.name.section(u'_', 1, -2).replace(u"%3a"_s, u":"_s);
    }
    return wanted;
}

Result<LockedPackage> AptSource::binary(const TopPackage &package)
{
    const auto wanted = withDependencies(package);
    if (!wanted)
        return fail(wanted.error());
    const auto shown = run(u"apt-cache"_s, QStringList{u"show"_s} + *wanted);
    if (!shown)
        return fail(notFound(package, shown.error()));
    LockedPackage locked{package.name, requestOf(package), {}, {}};
    for (const auto &paragraph : parseParagraphs(*shown)) {
        const QString name = QString::fromUtf8(paragraph.value("Package"));
        const QString version = QString::fromUtf8(paragraph.value("Version"));
        LockedFile file;
        file.name = QString::fromUtf8(paragraph.value("Filename")).section(u'/', -1);
        file.sha256 = paragraph.value("SHA256");
        file.size = paragraph.value("Size").toLongLong();
        file.fetch = u"deb %1=%2"_s.arg(name, version);
        const bool isPart = package.debian.contains(name) || name.startsWith(u"linux-image-");
        file.role = isPart ? LockedFile::Role::Main : LockedFile::Role::Library;
        if (file.sha256.size() != 64) {
            return fail(makeError(ErrorKind::Corrupt, "apt.no-sum",
                                  u"the mirror names no SHA-256 for %1; it is not taken"_s.arg(file.fetch)));
        }
        if (package.debian.first() == name)
            locked.version = version;
        if (!locked.files.contains(file))
            locked.files.append(file);
    }
    return locked;
}

Result<LockedPackage> AptSource::source(const TopPackage &package)
{
    const auto output = run(
        u"apt-get"_s, {u"source"_s, u"--print-uris"_s, u"--download-only"_s, spelled(package, package.debian.first())});
    if (!output)
        return fail(notFound(package, output.error()));
    LockedPackage locked{package.name, requestOf(package), package.version, {}};
    const QList<PrintedFile> files = parsePrinted(*output);
    QString source = package.debian.first();
    for (const PrintedFile &file : files) {
        if (!file.name.endsWith(u".dsc"))
            continue;
        source = file.name.section(u'_', 0, 0);
        locked.version = fullVersion(source, file.name.section(u'_', 1).chopped(4));
    }
    for (const PrintedFile &file : files) {
        if (isAside(file.name))
            continue;
        if (file.sha256.size() != 64) {
            return fail(makeError(ErrorKind::Corrupt, "apt.no-sum",
                                  u"the mirror names no SHA-256 for %1; it is not taken"_s.arg(file.name)));
        }
        locked.files.append(LockedFile{file.name, file.sha256, file.size, LockedFile::Role::Main,
                                       u"src %1=%2"_s.arg(source, locked.version)});
    }
    if (locked.files.isEmpty())
        return fail(notFound(package, makeError(ErrorKind::NotFound, "apt.no-package", u"no file was named"_s)));
    return locked;
}

QString AptSource::fullVersion(const QString &source, const QString &version)
{
    const auto shown = run(u"apt-cache"_s, {u"showsrc"_s, u"--only-source"_s, source});
    for (const auto &paragraph : parseParagraphs(shown.value_or(QByteArray()))) {
        const QString full = QString::fromUtf8(paragraph.value("Version"));
        if (full.section(u':', -1) == version)
            return full;
    }
    return version;
}

Result<QMap<QString, QString>> AptSource::addresses(const QList<LockedFile> &files)
{
    QStringList arguments{u"download"_s, u"--print-uris"_s};
    if (!files.isEmpty() && files.first().fetch.startsWith(u"src "))
        arguments = {u"source"_s, u"--print-uris"_s, u"--download-only"_s};
    for (const LockedFile &file : files) {
        if (const QString what = file.fetch.section(u' ', 1); !arguments.contains(what))
            arguments << what;
    }
    const auto output = run(u"apt-get"_s, arguments);
    QMap<QString, QString> addresses;
    for (const PrintedFile &printed : parsePrinted(output.value_or(QByteArray())))
        addresses.insert(QUrl::fromPercentEncoding(printed.uri.section(u'/', -1).toUtf8()), printed.uri);
    for (const LockedFile &file : files) {
        if (!addresses.contains(file.name)) {
            return fail(makeError(
                ErrorKind::NotFound, "apt.gone",
                u"the mirror does not offer %1 (%2) any more; get_packages --update takes what it offers now"_s.arg(
                    file.name, file.fetch.section(u' ', 1))));
        }
    }
    return addresses;
}

Status AptSource::download(const QString &uri, const QString &path)
{
    Command command;
    command.program = u"/usr/lib/apt/apt-helper"_s;
    command.arguments = {u"-o"_s, u"APT::Sandbox::User="_s, u"-o"_s, u"Acquire::Retries=3"_s, u"download-file"_s, uri,
                         path};
    command.deadline = 60min;
    const auto output = runChecked(m_runner, command);
    return output ? Status() : fail(output.error());
}

} // namespace cid
