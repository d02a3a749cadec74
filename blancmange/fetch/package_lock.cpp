// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/fetch/package_lock.h"

#include <QSaveFile>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr KeyRule packageKeys[] = {
    {"request", ValueType::Text, "what top_config asked for"},
    {"version", ValueType::Text, "the Debian version"},
    {"file", ValueType::Words, "SHA-256, size, role, where it came from, name"},
};
constexpr SectionRule sections[] = {{"package", true, packageKeys}};
constexpr Schema schema{"top_config.lock", sections};

std::optional<LockedFile> parseFile(const QString &line)
{
    const QStringList words = line.split(u'\t');
    if (words.size() != 5)
        return std::nullopt;
    bool isNumber = false;
    LockedFile file{words[4], words[0].toLatin1(), words[1].toLongLong(&isNumber),
                    words[2] == u"library" ? LockedFile::Role::Library : LockedFile::Role::Main, words[3]};
    const bool isSum = file.sha256.size() == 64 && QByteArray::fromHex(file.sha256).toHex() == file.sha256;
    const bool isName = !file.name.isEmpty() && !file.name.contains(u'/');
    return isSum && isNumber && isName ? std::optional(file) : std::nullopt;
}

QString printFile(const LockedFile &file)
{
    return QStringList{QString::fromLatin1(file.sha256), QString::number(file.size),
                       file.role == LockedFile::Role::Library ? u"library"_s : u"main"_s, file.fetch, file.name}
        .join(u'\t');
}

} // namespace

Result<PackageLock> PackageLock::load(const QString &path)
{
    PackageLock lock;
    const auto document = Document::load(path);
    if (!document && document.error().kind == ErrorKind::NotFound)
        return lock;
    if (!document)
        return fail(document.error());
    const QList<Error> mistakes = checkDocument(*document, schema);
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    for (const Section &section : document->sections()) {
        LockedPackage package;
        package.name = section.name;
        const SectionReader reader(section);
        reader.text("request", package.request);
        reader.text("version", package.version);
        for (const Setting *setting : section.find(u"file")) {
            const auto file = parseFile(setting->value);
            if (!file) {
                return fail(placedError("lock.bad-file", setting->valuePlace,
                                        u"this is no line of get_packages; remove the file and run it again"_s));
            }
            package.files.append(*file);
        }
        lock.set(package);
    }
    return lock;
}

Status PackageLock::save(const QString &path) const
{
    QString text =
        u"# Written by get_packages: the exact files that top_config stands for. Keep it with top_config, and the\n"
        "# same packages come again; get_packages --update takes what the mirror offers now.\n"_s;
    for (const LockedPackage &package : m_packages) {
        text += u"\n[package \"%1\"]\nrequest = %2\n"_s.arg(package.name, spellValue(package.request));
        if (!package.version.isEmpty())
            text += u"version = %1\n"_s.arg(package.version);
        for (const LockedFile &file : package.files)
            text += u"file = %1\n"_s.arg(spellValue(printFile(file)));
    }
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(makeError(ErrorKind::Io, "lock.write", u"%1: %2"_s.arg(path, file.errorString())));
    return {};
}

const LockedPackage *PackageLock::find(const QString &name) const
{
    const auto found = std::find_if(m_packages.begin(), m_packages.end(),
                                    [&name](const LockedPackage &one) { return one.name == name; });
    return found == m_packages.end() ? nullptr : &*found;
}

void PackageLock::set(const LockedPackage &package)
{
    const auto at = std::lower_bound(m_packages.begin(), m_packages.end(), package,
                                     [](const LockedPackage &a, const LockedPackage &b) { return a.name < b.name; });
    if (at != m_packages.end() && at->name == package.name)
        *at = package;
    else
        m_packages.insert(at, package);
}

void PackageLock::keepOnly(const QStringList &names)
{
    m_packages.removeIf([&names](const LockedPackage &one) { return !names.contains(one.name); });
}

bool isAside(const QString &fileName)
{
    return fileName.endsWith(u".dsc") || fileName.endsWith(u".asc") || fileName.endsWith(u".sig");
}

QString requestOf(const TopPackage &package)
{
    switch (package.origin) {
    case PackageOrigin::DebianBinary:
    case PackageOrigin::DebianSource: {
        const QString kind = package.origin == PackageOrigin::DebianBinary ? u"debian-binary "_s : u"debian-source "_s;
        return kind + package.debian.join(u' ') + (package.version.isEmpty() ? QString() : u" = "_s + package.version);
    }
    case PackageOrigin::Https:
        return u"https "_s + package.url + u' ' + QString::fromLatin1(package.sha256);
    case PackageOrigin::File:
        return u"file "_s + package.path + u' ' + QString::fromLatin1(package.sha256);
    case PackageOrigin::Tree:
        break;
    }
    return {};
}

} // namespace cid
