// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/software/software_list.h"

#include "common/system/temporary_folder.h"
#include "imagebuilder/limits.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteCount maxDatabase = 512 * MiB;

/// One stanza: "Key: value" lines; what is indented belongs to the line before and is not needed here.
QHash<QByteArray, QString> fieldsOf(const QByteArray &stanza)
{
    QHash<QByteArray, QString> fields;
    for (const QByteArray &line : stanza.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith(' ') && !line.startsWith('\t'))
            fields.insert(line.left(colon).toLower(), QString::fromUtf8(line.mid(colon + 1)).trimmed());
    }
    return fields;
}

bool readDpkg(const QString &root, FileSystem &files, SoftwareList &list)
{
    bool isFound = false;
    if (const auto status = files.readInRoot(root, "var/lib/dpkg/status", maxDatabase)) {
        list.packages = parseDpkgStatus(*status);
        isFound = true;
    }
    // Images without a shell have one file a package.
    const QStringList names = files.listInRoot(root, "var/lib/dpkg/status.d").value_or(QStringList());
    for (const QString &name : names) {
        if (name.endsWith(".md5sums"_L1))
            continue;
        const auto part = files.readInRoot(root, "var/lib/dpkg/status.d/" + QFile::encodeName(name), 1 * MiB);
        list.packages += part ? parseDpkgStatus(*part) : QList<SoftwarePackage>();
        isFound = true;
    }
    return isFound;
}

Status copyDatabase(const QString &root, const QByteArray &folder, FileSystem &files, const QTemporaryDir &copy)
{
    const auto names = files.listInRoot(root, folder);
    if (!names)
        return fail(names.error());
    for (const QString &name : *names) {
        const auto content = files.readInRoot(root, folder + '/' + QFile::encodeName(name), maxDatabase);
        QFile file(copy.filePath(name));
        // Locks and sockets are of no use in a copy.
        if (content && (!file.open(QIODevice::WriteOnly) || file.write(*content) != content->size()))
            return fail(errnoError("software.copy", file.fileName()));
    }
    return {};
}

Result<QByteArray> askRpm(const QString &root, const QByteArray &folder, FileSystem &files, ProcessRunner &runner)
{
    const QTemporaryDir copy(temporaryFolder() + u"/cid-packages-XXXXXX"_s);
    const Status copied = copy.isValid() ? copyDatabase(root, folder, files, copy)
                                         : Status(fail(errnoError("software.copy", copy.path())));
    if (!copied)
        return fail(copied.error());
    Command command;
    command.program = u"rpm"_s;
    command.arguments = {u"--dbpath"_s, copy.path(), u"-qa"_s, u"--queryformat"_s,
                         u"%{NAME}\\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\n"_s};
    command.maxOutput = 64 * MiB;
    return runChecked(runner, command);
}

bool readRpm(const QString &root, FileSystem &files, ProcessRunner &runner, SoftwareList &list)
{
    for (const char *folder : {"usr/lib/sysimage/rpm", "var/lib/rpm"}) {
        const QStringList names = files.listInRoot(root, folder).value_or(QStringList());
        const bool isDatabase = std::any_of(names.begin(), names.end(), [](const QString &name) {
            return name == "Packages"_L1 || name == "rpmdb.sqlite"_L1 || name == "Packages.db"_L1;
        });
        if (!isDatabase)
            continue;
        const auto answer = askRpm(root, folder, files, runner);
        if (answer)
            list.packages = parseRpmAnswer(*answer);
        else
            list.remark = u"/%1 was not read: %2"_s.arg(QLatin1StringView(folder), answer.error().text);
        return true;
    }
    return false;
}

} // namespace

QList<SoftwarePackage> parseDpkgStatus(const QByteArray &text)
{
    QList<SoftwarePackage> packages;
    qsizetype at = 0;
    while (at < text.size() && packages.size() < image::maxPackages) {
        const qsizetype end = text.indexOf("\n\n", at);
        const auto fields = fieldsOf(text.mid(at, end < 0 ? -1 : end - at));
        at = end < 0 ? text.size() : end + 2;
        const QString status = fields.value("status", u"install ok installed"_s);
        const bool isInstalled = status.section(u' ', -1) == "installed"_L1 && !fields.value("version").isEmpty();
        if (isInstalled && !fields.value("package").isEmpty()) {
            packages.append({fields.value("package"), fields.value("version"), fields.value("architecture"),
                             fields.value("maintainer")});
        }
    }
    return packages;
}

QList<SoftwarePackage> parseRpmAnswer(const QByteArray &text)
{
    QList<SoftwarePackage> packages;
    for (const QString &line : QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.split(u'\t');
        // The keys that rpm trusts lie in its database as packages of this name.
        if (words.size() != 4 || words[0] == "gpg-pubkey"_L1)
            continue;
        packages.append({words[0], words[1], words[2], words[3] == "(none)"_L1 ? QString() : words[3]});
    }
    return packages;
}

void readOsRelease(const QByteArray &text, SoftwareList &list)
{
    for (const QString &line : QString::fromUtf8(text).split(u'\n')) {
        QString value = line.section(u'=', 1).trimmed();
        if (value.size() >= 2 && (value.front() == u'"' || value.front() == u'\'') && value.back() == value.front())
            value = value.mid(1, value.size() - 2);
        if (line.startsWith("ID="_L1))
            list.distribution = value;
        else if (line.startsWith("VERSION_ID="_L1))
            list.release = value;
    }
}

SoftwareList readSoftware(const QString &root, FileSystem &files, ProcessRunner &runner)
{
    SoftwareList list;
    for (const char *path : {"etc/os-release", "usr/lib/os-release"}) {
        if (const auto text = files.readInRoot(root, path, 64 * KiB)) {
            readOsRelease(*text, list);
            break;
        }
    }
    if (readDpkg(root, files, list))
        list.manager = SoftwareList::Manager::Dpkg;
    else if (readRpm(root, files, runner, list))
        list.manager = SoftwareList::Manager::Rpm;
    std::sort(list.packages.begin(), list.packages.end());
    return list;
}

} // namespace cid
