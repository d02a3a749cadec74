// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/entry_reader.h"

#include "imagebuilder/architecture.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/unpack/file_facts.h"
#include "imagebuilder/unpack/folder_cache.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxLinks = 40;

bool isDatabase(const QByteArray &path)
{
    return path == "var/lib/dpkg/status" || path == "etc/os-release" || path == "usr/lib/os-release"
        || (path.startsWith("var/lib/dpkg/status.d/") && !path.endsWith(".md5sums"));
}

/// How much of a file's content is wanted: all of a package database, the head of what may be a program.
qsizetype wantedSize(const FileRecord &file)
{
    if (isDatabase(file.path))
        return static_cast<qsizetype>(std::min<ByteCount>(file.size, image::maxLookedInto + 1));
    const QByteArray folder = file.path.left(file.path.lastIndexOf('/'));
    return folder.endsWith("bin") ? programHeadSize : 0;
}

/// Looks paths up in a list of files as a process chrooted there would.
class LinkFollower
{
public:
    explicit LinkFollower(const std::vector<FileRecord> &files)
    {
        for (const FileRecord &file : files) {
            if (!file.target.isEmpty())
                m_links.insert(file.path, {file.target, file.isHardLink});
        }
    }

    [[nodiscard]] QByteArray resolve(const QByteArray &path) const
    {
        QByteArray at;
        QByteArrayList rest = path.split('/');
        for (int links = 0; !rest.isEmpty();) {
            const QByteArray step = rest.takeFirst();
            if (step.isEmpty() || step == ".")
                continue;
            if (step == "..") {
                at = at.left(std::max<qsizetype>(0, at.lastIndexOf('/')));
                continue;
            }
            const QByteArray next = at.isEmpty() ? step : at + '/' + step;
            const auto link = m_links.constFind(next);
            if (link == m_links.constEnd()) {
                at = next;
                continue;
            }
            if (++links > maxLinks)
                return {};
            if (link->second || link->first.startsWith('/'))
                at.clear();
            rest = link->first.split('/') + rest;
        }
        return at;
    }

private:
    QHash<QByteArray, std::pair<QByteArray, bool>> m_links;
};

} // namespace

Status EntryReader::failure(struct archive *archive)
{
    const char *text = archive_error_string(archive);
    return fail(makeError(ErrorKind::Corrupt, "image.bad-archive", QString::fromUtf8(text ? text : "it is damaged")));
}

Status EntryReader::add(struct archive *archive, struct archive_entry *entry)
{
    const auto path = cleanPath(archive_entry_pathname(entry));
    if (!path)
        return fail(path.error());
    FileRecord record;
    record.path = *path;
    record.mode = static_cast<quint32>(archive_entry_filetype(entry)) | permissionsOf(entry);
    record.uid = static_cast<quint32>(archive_entry_uid(entry));
    record.gid = static_cast<quint32>(archive_entry_gid(entry));
    record.mtimeSeconds = archive_entry_mtime(entry);
    record.mtimeNanoseconds = static_cast<quint32>(archive_entry_mtime_nsec(entry));
    const auto type = archive_entry_filetype(entry);
    record.device = type == AE_IFCHR || type == AE_IFBLK ? archive_entry_rdev(entry) : 0;
    if (const char *target = archive_entry_hardlink(entry)) {
        const auto clean = cleanPath(target);
        if (!clean)
            return fail(clean.error());
        record.isHardLink = true;
        record.target = *clean;
        // An archive does not say what a link's file is; the file itself came before.
        record.mode = m_types.value(*clean) | permissionsOf(entry);
    } else if (const char *to = archive_entry_symlink(entry)) {
        record.target = to;
    } else if (type == AE_IFREG) {
        record.size = archive_entry_size(entry);
        const Status read = readData(archive, record);
        if (!read)
            return read;
    }
    if (type != AE_IFDIR && !record.isHardLink)
        m_types.insert(record.path, static_cast<quint32>(type));
    m_files.push_back(std::move(record));
    return {};
}

Status EntryReader::readData(struct archive *archive, FileRecord &record)
{
    static const QByteArray zeros(256 * 1024, '\0');
    const qsizetype wanted = makeRoom(record);
    QByteArray kept;
    qint64 at = 0;
    const auto take = [&](QByteArrayView bytes) {
        m_hash.add(bytes);
        kept += bytes.first(std::min(bytes.size(), std::max<qsizetype>(0, wanted - kept.size())));
        at += bytes.size();
    };
    const auto fillTo = [&](qint64 offset) {
        while (at < offset)
            take(QByteArrayView(zeros).first(std::min<qint64>(zeros.size(), offset - at)));
    };
    for (;;) {
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(archive, &bytes, &count, &offset);
        if (result == ARCHIVE_EOF)
            break;
        if (result < ARCHIVE_WARN)
            return failure(archive);
        if (offset < at || offset > record.size || static_cast<qint64>(count) > record.size - offset)
            return fail(makeError(ErrorKind::Corrupt, "image.bad-archive", u"data outside of a file"_s));
        fillTo(offset);
        take({static_cast<const char *>(bytes), static_cast<qsizetype>(count)});
    }
    fillTo(record.size);
    record.sha256 = m_hash.finish();
    if (wanted > 0)
        m_kept.insert(record.path, kept);
    m_keptBytes += kept.size();
    return {};
}

// The archive is somebody else's, and may have a million of such files.
qsizetype EntryReader::makeRoom(const FileRecord &record)
{
    m_keptBytes -= m_kept.take(record.path).size();
    const qsizetype wanted = wantedSize(record);
    if (m_keptBytes + wanted <= image::maxLookedInto)
        return wanted;
    if (isDatabase(record.path) && m_notLookedInto.isEmpty())
        m_notLookedInto = record.path;
    return 0;
}

QString EntryReader::arch() const
{
    const LinkFollower links(m_files);
    for (const char *program : architecturePrograms) {
        const QString name = programArchitecture(m_kept.value(links.resolve(program)).left(programHeadSize));
        if (!name.isEmpty())
            return name;
    }
    return {};
}

SoftwareList EntryReader::software() const
{
    const LinkFollower links(m_files);
    SoftwareList list;
    QByteArray release = m_kept.value(links.resolve("etc/os-release"));
    if (release.isEmpty())
        release = m_kept.value(links.resolve("usr/lib/os-release"));
    readOsRelease(release, list);
    for (auto file = m_kept.begin(); file != m_kept.end(); ++file) {
        if (!file.key().startsWith("var/lib/dpkg/") || list.packages.size() >= image::maxPackages)
            continue;
        list.manager = SoftwareList::Manager::Dpkg;
        list.packages += parseDpkgStatus(file.value());
    }
    std::sort(list.packages.begin(), list.packages.end());
    if (list.packages.size() >= image::maxPackages)
        list.remark = u"it has more packages than the %1 that are listed"_s.arg(list.packages.size());
    else if (!m_notLookedInto.isEmpty())
        list.remark = u"/%1 was not read: the package databases are larger than %2"_s.arg(
            QFile::decodeName(m_notLookedInto), formatBytes(image::maxLookedInto));
    return list;
}

} // namespace cid
