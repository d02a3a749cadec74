// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/key_file.h"

#include "common/base/ids.h"
#include "common/config/limits.h"
#include <QFile>
#include <QScopeGuard>

#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr off_t maxSecret = 64 * 1024;
constexpr qsizetype keyDigits = 64;

std::optional<gid_t> groupId(const QString &name)
{
    if (name.isEmpty())
        return std::nullopt;
    const struct group *entry = ::getgrnam(name.toUtf8().constData());
    return entry ? std::optional(entry->gr_gid) : std::nullopt;
}

Status checkFacts(const struct stat &facts, const QString &path, const QString &keyGroup)
{
    const auto unsafe = [&path](const QString &why, const QString &cure) {
        return fail(
            makeError(ErrorKind::Refused, "key.unsafe", u"%1 %2: %3"_s.arg(path, why, cure), {{u"file"_s, path}}));
    };
    if (!S_ISREG(facts.st_mode))
        return unsafe(u"is no regular file"_s, u"name the file itself"_s);
    if (facts.st_uid != 0 && facts.st_uid != ::geteuid())
        return unsafe(u"belongs to user %1"_s.arg(facts.st_uid), u"chown root %1"_s.arg(path));
    const mode_t mode = facts.st_mode & 07777;
    if ((mode & ~static_cast<mode_t>(0440)) == 0 && (mode & 0040) == 0)
        return {};
    const auto group = groupId(keyGroup);
    if ((mode & ~static_cast<mode_t>(0440)) == 0 && group && facts.st_gid == *group)
        return {};
    if ((mode & ~static_cast<mode_t>(0440)) == 0)
        return unsafe(u"may be read by its group"_s,
                      u"name the group as key_group in cid.conf, or chmod 0400 %1"_s.arg(path));
    return unsafe(u"has mode %1"_s.arg(mode, 4, 8, QLatin1Char('0')), u"chmod 0400 %1"_s.arg(path));
}

} // namespace

Result<QByteArray> readSecretFile(const QString &path, const QString &keyGroup)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) {
        if (errno == ENOENT)
            return fail(makeError(ErrorKind::NotFound, "key.none", u"There is no key file %1"_s.arg(path)));
        return fail(errnoError("key.read", path));
    }
    const auto closer = qScopeGuard([file] { ::close(file); });
    struct stat facts = {};
    if (::fstat(file, &facts) != 0)
        return fail(errnoError("key.read", path));
    const Status safe = checkFacts(facts, path, keyGroup);
    if (!safe)
        return fail(safe.error());
    if (facts.st_size > maxSecret)
        return fail(makeError(ErrorKind::Invalid, "key.bad", u"%1 is too large for a key"_s.arg(path)));
    QByteArray content(static_cast<qsizetype>(facts.st_size), '\0');
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t count = ::read(file, content.data() + done, static_cast<size_t>(content.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("key.read", path));
        if (count == 0)
            break;
        done += count;
    }
    content.truncate(done);
    return content;
}

Result<QByteArray> readKeyFile(const QString &path, const QString &keyGroup)
{
    auto key = readNamedKey(path, keyGroup);
    return key ? Result<QByteArray>(std::move(key->secret)) : fail(std::move(key.error()));
}

Result<NamedKey> readNamedKey(const QString &path, const QString &keyGroup)
{
    const auto content = readSecretFile(path, keyGroup);
    if (!content)
        return fail(content.error());
    const QByteArray line = content->trimmed();
    const QByteArray digits = line.left(keyDigits).toLower();
    const QByteArray rest = line.mid(keyDigits);
    const NamedKey key{QString::fromUtf8(rest.trimmed()), QByteArray::fromHex(digits)};
    const bool isNamed = rest.startsWith(' ') && isValidNodeName(key.name) && key.name.size() <= config::maxKeyName;
    if (digits.size() != keyDigits || key.secret.toHex() != digits || !(rest.isEmpty() || isNamed)) {
        return fail(makeError(ErrorKind::Invalid, "key.bad",
                              u"%1: expected 64 hexadecimal digits, for a named key a blank and its name after them; "
                              u"\"cidd --genkey\" makes "
                              "such files"_s.arg(path)));
    }
    return key;
}

QByteArray formatNamedKey(const NamedKey &key)
{
    return key.secret.toHex() + (key.name.isEmpty() ? QByteArray() : ' ' + key.name.toUtf8()) + '\n';
}

Status writeSecretFile(const QString &path, const QByteArray &content, const QString &keyGroup)
{
    const auto group = groupId(keyGroup);
    if (!keyGroup.isEmpty() && !group)
        return fail(makeError(ErrorKind::NotFound, "key.no-group", u"There is no group %1"_s.arg(keyGroup)));
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
    if (file < 0) {
        if (errno == EEXIST)
            return fail(
                makeError(ErrorKind::Conflict, "key.exists", u"%1 exists: remove it first if it may go"_s.arg(path)));
        return fail(errnoError("key.write", path));
    }
    const auto closer = qScopeGuard([file] { ::close(file); });
    const bool isGrouped = !group || (::fchown(file, static_cast<uid_t>(-1), *group) == 0 && ::fchmod(file, 0440) == 0);
    const bool isWritten = isGrouped
        && ::write(file, content.constData(), static_cast<size_t>(content.size())) == content.size()
        && ::fsync(file) == 0;
    if (isWritten)
        return {};
    const Error error = errnoError("key.write", path);
    ::unlink(name.constData());
    return fail(error);
}

} // namespace cid
