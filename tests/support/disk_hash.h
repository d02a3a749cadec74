// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/unique_fd.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace cid::test {

/// A hash of what lies on a disk in a sparse file, between two places in bytes: of each block that is not all zeros,
/// with its place, so that holes take no time. Empty where it cannot be read.
inline QByteArray diskHash(const QString &path, qint64 from = 0, qint64 to = std::numeric_limits<qint64>::max())
{
    const UniqueFd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!file.isValid())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    constexpr qint64 block = 4096;
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (qint64 at = ::lseek(file.get(), from, SEEK_DATA); at >= 0 && at < to;
         at = ::lseek(file.get(), at, SEEK_DATA)) {
        const qint64 end = std::min<qint64>(to, ::lseek(file.get(), at, SEEK_HOLE));
        while (at < end) {
            const ssize_t count =
                ::pread(file.get(), buffer.data(), static_cast<size_t>(std::min<qint64>(buffer.size(), end - at)), at);
            if (count <= 0)
                return {};
            for (qint64 next = 0; next < count; next += block) {
                const auto part = QByteArrayView(buffer).sliced(next, std::min<qint64>(block, count - next));
                if (std::all_of(part.begin(), part.end(), [](char byte) { return byte == '\0'; }))
                    continue;
                hash.addData(QByteArray::number(at + next));
                hash.addData(part);
            }
            at += count;
        }
    }
    return hash.result();
}

} // namespace cid::test
