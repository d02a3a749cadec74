// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/build/unpack.h"

#include <KAr>
#include <KCompressionDevice>
#include <KTar>

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <functional>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Rename = std::function<QString(const QString &)>;

/// Writes what one archive holds into a folder.
class Writer
{
public:
    Writer(const QString &folder, const Rename &rename)
        : m_folder(folder)
        , m_rename(rename)
    { }

    Status write(const KArchiveDirectory &directory, const QString &prefix)
    {
        for (const QString &name : directory.entries()) {
            const KArchiveEntry *entry = directory.entry(name);
            const QString path = prefix.isEmpty() ? name : prefix + u'/' + name;
            if (name == u".." || name.contains(u'/'))
                return fail(makeError(ErrorKind::Corrupt, "unpack.path", u"it holds the path %1"_s.arg(path)));
            Status status;
            if (entry->isDirectory())
                status = this->directory(*static_cast<const KArchiveDirectory *>(entry), path);
            else if (!entry->symLinkTarget().isEmpty())
                m_links.append({path, entry->symLinkTarget()});
            else
                status = file(*static_cast<const KArchiveFile *>(entry), path);
            if (!status)
                return status;
        }
        return {};
    }

    /// Links come last: the file that a hard link names has to be there.
    Status links()
    {
        for (const auto &[path, target] : std::as_const(m_links)) {
            const QString place = prepare(path);
            QFile::remove(place);
            // KTar shows hard links as links whose target is spelled from the archive's root.
            const QString linked = m_folder + u'/' + m_rename(target.mid(2));
            const bool isDone = target.startsWith(u"./") && QFile::exists(linked)
                ? QFile::copy(linked, place)
                : ::symlink(QFile::encodeName(target).constData(), QFile::encodeName(place).constData()) == 0;
            if (!isDone)
                return fail(unpackWriteError(place));
        }
        return {};
    }

private:
    QString prepare(const QString &path) const
    {
        QString place = m_folder + u'/' + m_rename(path);
        QDir().mkpath(place.section(u'/', 0, -2));
        return place;
    }

    Status directory(const KArchiveDirectory &directory, const QString &path)
    {
        const QString place = m_folder + u'/' + m_rename(path);
        if (!QDir().mkpath(place))
            return fail(unpackWriteError(place));
        return write(directory, path);
    }

    Status file(const KArchiveFile &entry, const QString &path)
    {
        const QString place = prepare(path);
        QFile file(place);
        const QByteArray content = entry.data();
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
            return fail(unpackWriteError(place));
        auto permissions =
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
        if ((entry.permissions() & 0100U) != 0)
            permissions |= QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        file.setPermissions(permissions);
        // Build systems compare times; the archive's are the same everywhere.
        file.setFileTime(entry.date(), QFileDevice::FileModificationTime);
        return {};
    }

    QString m_folder;
    const Rename &m_rename;
    QList<std::pair<QString, QString>> m_links;
};

std::optional<KCompressionDevice::CompressionType> compressionOf(const QString &name)
{
    using Type = KCompressionDevice::CompressionType;
    static const QMap<QString, Type> types{{u"xz"_s, KCompressionDevice::Xz},    {u"gz"_s, KCompressionDevice::GZip},
                                           {u"tgz"_s, KCompressionDevice::GZip}, {u"bz2"_s, KCompressionDevice::BZip2},
                                           {u"zst"_s, KCompressionDevice::Zstd}, {u"tar"_s, KCompressionDevice::None}};
    const auto found = types.constFind(name.section(u'.', -1));
    return found == types.constEnd() ? std::nullopt : std::optional(*found);
}

/// KTar seeks: a compressed stream is unpacked into a file first.
bool inflate(QIODevice *packed, const QString &name, QTemporaryFile &plain)
{
    QDir().mkpath(plain.fileTemplate().section(u'/', 0, -2));
    const auto type = compressionOf(name);
    if (!type || !plain.open())
        return false;
    KCompressionDevice stream(packed, false, *type);
    if (!stream.open(QIODevice::ReadOnly))
        return false;
    QByteArray block;
    do {
        block = stream.read(1 << 20);
        if (plain.write(block) != block.size())
            return false;
    } while (!block.isEmpty());
    return stream.error() == QFileDevice::NoError && plain.flush();
}

QString scratch(const QString &folder)
{
    return folder + u"/.unpack-XXXXXX"_s;
}

} // namespace

Error unpackWriteError(const QString &path)
{
    return makeError(ErrorKind::Io, "unpack.write", u"cannot write %1: is the disk full?"_s.arg(path));
}

QString mergedUsr(const QString &path)
{
    static const QStringList moved{u"bin"_s, u"sbin"_s, u"lib"_s, u"lib64"_s};
    return moved.contains(path.section(u'/', 0, 0)) ? u"usr/"_s + path : path;
}

Status unpackDeb(const QString &path, const QString &folder)
{
    const auto bad = [&path](const char *what) {
        return fail(makeError(ErrorKind::Corrupt, "unpack.deb",
                              u"%1 is no Debian package: %2"_s.arg(path, QLatin1StringView(what))));
    };
    KAr outer(path);
    if (!outer.open(QIODevice::ReadOnly))
        return bad("it is no ar archive");
    QString dataName;
    for (const QString &name : outer.directory()->entries()) {
        if (name.startsWith(u"data.tar"))
            dataName = name;
    }
    const KArchiveFile *data = dataName.isEmpty() ? nullptr : outer.directory()->file(dataName);
    if (!data)
        return bad("it holds no data.tar");
    QTemporaryFile plain(scratch(folder));
    const std::unique_ptr<QIODevice> device(data->createDevice());
    if (!inflate(device.get(), dataName, plain))
        return bad("its data.tar cannot be unpacked");
    plain.seek(0);
    KTar tar(&plain);
    if (!tar.open(QIODevice::ReadOnly))
        return bad("its data.tar is damaged");
    const Rename rename = mergedUsr;
    Writer writer(folder, rename);
    Status status = writer.write(*tar.directory(), {});
    return status ? writer.links() : status;
}

} // namespace cid
