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

/// A hash of what was ever written to a disk in a sparse file, and of where, between two places in bytes; empty where
/// it cannot be read. Holes take no time. Who writes zeros into one changes it, too.
inline QByteArray diskHash(const QString &path, qint64 from = 0, qint64 to = std::numeric_limits<qint64>::max())
{
    const UniqueFd file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!file.isValid())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (qint64 at = ::lseek(file.get(), from, SEEK_DATA); at >= 0 && at < to;
         at = ::lseek(file.get(), at, SEEK_DATA)) {
        const qint64 end = std::min<qint64>(to, ::lseek(file.get(), at, SEEK_HOLE));
        while (at < end) {
            const ssize_t count =
                ::pread(file.get(), buffer.data(), static_cast<size_t>(std::min<qint64>(buffer.size(), end - at)), at);
            if (count <= 0)
                return {};
            hash.addData(QByteArray::number(at));
            hash.addData(QByteArrayView(buffer).first(count));
            at += count;
        }
    }
    return hash.result();
}

} // namespace cid::test
