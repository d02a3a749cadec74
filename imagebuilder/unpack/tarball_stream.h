// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

struct archive;

namespace cid {

/// An archive of any other tool, compressed or not, as the bytes that libarchive reads: one thread reads the file and
/// inflates ahead, gzip by ISA-L, zstd and the others by libarchive.
class TarballStream
{
public:
    explicit TarballStream(const QString &path);
    ~TarballStream();
    TarballStream(const TarballStream &) = delete;
    TarballStream &operator=(const TarballStream &) = delete;

    /// Makes \a archive read from here. Corrupt "image.bad-archive", Io "image.read".
    [[nodiscard]] Status open(struct archive *archive);
    /// Reads what is behind tar's end mark and throws it away: only then have the compressor's checksums been looked
    /// at. The same errors; Cancelled "unpack.cancelled".
    [[nodiscard]] Status drain(const std::function<bool()> &cancelled);
    /// Called before more is waited for.
    void setBeforeWait(std::function<void()> call) { m_beforeWait = std::move(call); }
    /// What went wrong below libarchive.
    [[nodiscard]] const Status &status() const { return m_status; }
    [[nodiscard]] ByteCount written() const { return m_written; }

private:
    void run();
    [[nodiscard]] Status inflateGzip(int file);
    [[nodiscard]] Status readWithFilters(int file);
    [[nodiscard]] Status bad(const QString &text) const;
    /// False where nobody wants more.
    [[nodiscard]] bool put(QByteArray data);
    static ssize_t read(struct archive *archive, void *self, const void **bytes);

    const QString m_path;
    std::function<void()> m_beforeWait;
    QByteArray m_current;
    ByteCount m_written = 0;
    Status m_status;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::deque<QByteArray> m_ready;
    Status m_end; ///< of the thread
    bool m_isEnded = false;
    bool m_isStopped = false;
    std::thread m_thread;
};

} // namespace cid
