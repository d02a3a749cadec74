// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

#include <optional>

namespace cid {

/// How far an image is unpacked, in a file of the target: <target>/.notp-unpacking. Written in place, one line of fixed
/// size with a checksum, so that a torn write is noticed and nothing is renamed.
class UnpackJournal
{
public:
    struct Mark
    {
        qint64 chunk = 0; ///< to go on with; it begins with an entry
        qint64 entries = 0; ///< of the manifest's files that come before it
        bool operator==(const Mark &) const = default;
    };

    /// \a root is the target's descriptor, borrowed; \a digest the image's.
    UnpackJournal(int root, QByteArray digest)
        : m_root(root)
        , m_digest(std::move(digest))
    { }
    ~UnpackJournal();
    UnpackJournal(const UnpackJournal &) = delete;
    UnpackJournal &operator=(const UnpackJournal &) = delete;

    /// What an earlier run of the same image wrote; nothing where there is none, or one of another image.
    [[nodiscard]] std::optional<Mark> read();
    /// Everything before \a mark is on the disk first. Io "unpack.write".
    [[nodiscard]] Status write(const Mark &mark);
    /// After all is done.
    [[nodiscard]] Status remove();

    static constexpr auto fileName = ".notp-unpacking";
    static constexpr qsizetype lineSize = 256;
    /// The digest in what such a file holds; empty where it is no such file, or torn.
    [[nodiscard]] static QByteArray digestOf(const QByteArray &line);

private:
    [[nodiscard]] Status open();

    int m_root;
    QByteArray m_digest;
    int m_file = -1;
};

} // namespace cid
