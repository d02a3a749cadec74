// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/unpack_journal.h"

#include "imagebuilder/gzip_member.h"

#include <QByteArrayList>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// "notP 1 <digest> <chunk> <entries> <crc>\n", filled up with blanks before the checksum's end of line.
QByteArray formatLine(const QByteArray &digest, const UnpackJournal::Mark &mark)
{
    const QByteArray text = "notP 1 " + digest.toHex() + ' ' + QByteArray::number(mark.chunk) + ' '
        + QByteArray::number(mark.entries) + ' ';
    return (text + QByteArray::number(crc32Of(text))).leftJustified(UnpackJournal::lineSize - 1, ' ') + '\n';
}

std::optional<UnpackJournal::Mark> parseLine(const QByteArray &line, QByteArray &digest)
{
    const QByteArrayList words = line.simplified().split(' ');
    if (line.size() != UnpackJournal::lineSize || words.size() != 6)
        return std::nullopt;
    digest = QByteArray::fromHex(words[2]);
    const UnpackJournal::Mark mark{words[3].toLongLong(), words[4].toLongLong()};
    return line == formatLine(digest, mark) ? std::optional(mark) : std::nullopt;
}

} // namespace

UnpackJournal::~UnpackJournal()
{
    if (m_file >= 0)
        ::close(m_file);
}

Status UnpackJournal::open()
{
    if (m_file < 0)
        m_file = ::openat(m_root, fileName, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    return m_file >= 0 ? Status() : fail(errnoError("unpack.write", QLatin1StringView(fileName)));
}

std::optional<UnpackJournal::Mark> UnpackJournal::read()
{
    const int file = ::openat(m_root, fileName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return std::nullopt;
    QByteArray line(lineSize, '\0');
    const ssize_t size = ::pread(file, line.data(), lineSize, 0);
    ::close(file);
    QByteArray digest;
    const auto mark = size == lineSize ? parseLine(line, digest) : std::nullopt;
    return digest == m_digest ? mark : std::nullopt;
}

QByteArray UnpackJournal::digestOf(const QByteArray &line)
{
    QByteArray digest;
    return parseLine(line, digest) ? digest : QByteArray();
}

Status UnpackJournal::write(const Mark &mark)
{
    const Status opened = open();
    if (!opened)
        return opened;
    const QByteArray line = formatLine(m_digest, mark);
    const bool isWritten = ::syncfs(m_root) == 0 && ::pwrite(m_file, line.constData(), lineSize, 0) == lineSize
        && ::fdatasync(m_file) == 0;
    return isWritten ? Status() : fail(errnoError("unpack.write", QLatin1StringView(fileName)));
}

Status UnpackJournal::remove()
{
    if (::unlinkat(m_root, fileName, 0) != 0 && errno != ENOENT)
        return fail(errnoError("unpack.write", QLatin1StringView(fileName)));
    return {};
}

} // namespace cid
