// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/darwin/apple_companions.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFork = 512 * 1024 * 1024; ///< held in memory
constexpr qsizetype maxNamed = 1'000;
constexpr auto finderInfoName = "com.apple.FinderInfo";
constexpr auto resourceForkName = "com.apple.ResourceFork";
constexpr auto compressionName = "com.apple.decmpfs";
constexpr auto hfsFinderInfo = "osx.com.apple.FinderInfo"; // as Linux calls it on HFS+

/// "com.apple.x" for "osx.com.apple.x" and its kind; empty for what is not Apple's.
QByteArray appleName(const QByteArray &name)
{
    static constexpr std::array prefixes{"", "osx.", "user.", "trusted."};
    for (const char *prefix : prefixes) {
        if (name.startsWith(QByteArray(prefix) + "com.apple."))
            return name.mid(static_cast<qsizetype>(std::strlen(prefix)));
    }
    return {};
}

QByteArray besideOf(const QByteArray &path)
{
    const qsizetype name = path.lastIndexOf('/') + 1;
    return path.left(name) + "._" + path.mid(name);
}

/// Nothing, and errno, where it cannot be read.
std::optional<QByteArray> attributeOf(int file, const QByteArray &name)
{
    const ssize_t size = ::fgetxattr(file, name.constData(), nullptr, 0);
    if (size < 0)
        return std::nullopt;
    QByteArray value(size, Qt::Uninitialized);
    const ssize_t read = ::fgetxattr(file, name.constData(), value.data(), static_cast<size_t>(size));
    if (read < 0)
        return std::nullopt;
    value.truncate(read);
    return value;
}

QByteArrayList attributeNames(int file)
{
    const ssize_t size = ::flistxattr(file, nullptr, 0);
    QByteArray names(std::max<ssize_t>(0, size), '\0');
    const ssize_t read = size <= 0 ? 0 : ::flistxattr(file, names.data(), static_cast<size_t>(size));
    names.truncate(std::max<ssize_t>(0, read));
    QByteArrayList list = names.split('\0');
    list.removeAll({});
    // Linux 6.12 lists each name of HFS+ without its last letter: this one is asked for in any case.
    list.removeAll(QByteArray(hfsFinderInfo).chopped(1));
    if (!list.contains(hfsFinderInfo))
        list.append(hfsFinderInfo);
    return list;
}

} // namespace

Result<std::unique_ptr<AppleCompanions>> AppleCompanions::open(const QString &root)
{
    UniqueFd folder(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isValid())
        return fail(errnoError("pack.no-root", root));
    return std::unique_ptr<AppleCompanions>(new AppleCompanions(std::move(folder)));
}

UniqueFd AppleCompanions::openFile(const QByteArray &path) const
{
    open_how how = {};
    how.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const char *name = path.isEmpty() ? "." : path.constData();
    return UniqueFd(static_cast<int>(::syscall(SYS_openat2, m_root.get(), name, &how, sizeof(how))));
}

void AppleCompanions::lose(const QByteArray &path, const QString &what)
{
    ++m_report.lost;
    if (m_report.notKept.size() < maxNamed)
        m_report.notKept.append(QFile::decodeName(path) + u": "_s + what);
}

/// The whole file; empty where there is none. \a owner is named where it cannot be read.
QByteArray AppleCompanions::read(const QByteArray &path, const QByteArray &owner, const char *what)
{
    const UniqueFd file = openFile(path);
    struct stat facts = {};
    if (!file.isValid() || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return {};
    if (facts.st_size > maxFork) {
        lose(owner, u"its %1 is larger than %2"_s.arg(QLatin1StringView(what)).arg(maxFork));
        return {};
    }
    QByteArray bytes(facts.st_size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(file.get(), bytes.data() + done, static_cast<size_t>(bytes.size() - done), done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            lose(owner,
                 u"its %1 cannot be read: %2"_s.arg(QLatin1StringView(what),
                                                    QString::fromLocal8Bit(std::strerror(errno))));
            return {};
        }
        done += count;
    }
    return bytes;
}

bool AppleCompanions::isCompanion(const QByteArray &path)
{
    const qsizetype name = path.lastIndexOf('/') + 1;
    if (path.size() < name + 3 || path.mid(name, 2) != "._")
        return false;
    struct stat facts = {};
    const QByteArray owner = path.left(name) + path.mid(name + 2);
    if (::fstatat(m_root.get(), owner.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0
        || (!S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode)))
        return false;
    const UniqueFd file = openFile(path);
    std::array<char, 26> head{};
    return file.isValid() && ::pread(file.get(), head.data(), head.size(), 0) == static_cast<ssize_t>(head.size())
        && looksLikeAppleDouble(QByteArrayView(head.data(), head.size()));
}

void AppleCompanions::readAttributes(int file, const QByteArray &path, AppleDouble &facts)
{
    for (const QByteArray &name : attributeNames(file)) {
        const QByteArray apple = appleName(name);
        if (apple.isEmpty())
            continue;
        const auto value = attributeOf(file, name);
        if (!value) {
            if (name != hfsFinderInfo)
                lose(path,
                     u"its attribute %1 cannot be read: %2"_s.arg(QString::fromUtf8(apple),
                                                                  QString::fromLocal8Bit(std::strerror(errno))));
            continue;
        }
        if (apple == finderInfoName) {
            if (value->size() == finderInfoSize && value->count('\0') != finderInfoSize)
                facts.finderInfo = *value;
        } else if (apple == resourceForkName) {
            facts.resourceFork = *value;
        } else {
            facts.attributes.insert(apple, *value);
        }
        if (apple == compressionName)
            lose(path,
                 u"it is compressed in a way that only a Mac can read (decmpfs): its content is that attribute"_s);
        else if (apple.startsWith("com.apple.system."))
            lose(path,
                 u"%1 belongs to the Mac's kernel, which takes it from no archive"_s.arg(QString::fromUtf8(apple)));
    }
}

void AppleCompanions::readResourceFork(const QByteArray &path, AppleDouble &facts)
{
    for (const char *way : {"/..namedfork/rsrc", "/rsrc"}) {
        const QByteArray fork = read(path + way, path, "resource fork");
        if (!fork.isEmpty()) {
            facts.resourceFork = fork;
            return;
        }
    }
}

Result<std::optional<CompanionFile>> AppleCompanions::before(const QByteArray &path, const struct stat &stat)
{
    const bool isFile = S_ISREG(stat.st_mode);
    if (path.isEmpty() || (!isFile && !S_ISDIR(stat.st_mode)))
        return std::nullopt;
    AppleDouble facts;
    QByteArray kept;
    if (isCompanion(besideOf(path))) {
        kept = read(besideOf(path), path, "AppleDouble file");
        const auto parsed = parseAppleDouble(kept);
        if (parsed)
            facts = *parsed;
        else
            lose(path, parsed.error().text);
    }
    const AppleDouble beside = facts;
    const UniqueFd file = openFile(path);
    if (file.isValid())
        readAttributes(file.get(), path, facts);
    if (isFile)
        readResourceFork(path, facts);
    // A file that was made elsewhere goes as it is, with whatever else it holds.
    const QByteArray content = facts == beside ? kept : formatAppleDouble(facts);
    if (content.isEmpty())
        return std::nullopt;
    ++m_report.companions;
    return CompanionFile{besideOf(path), content};
}

} // namespace cid
