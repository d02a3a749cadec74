// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/tarball_stream.h"

#include <QFile>
#include <QScopeGuard>

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <memory>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype partSize = 256 * 1024;
constexpr size_t partsAhead = 16;

ssize_t readSome(int file, QByteArray &buffer)
{
    for (;;) {
        const ssize_t count = ::read(file, buffer.data(), static_cast<size_t>(buffer.size()));
        if (count >= 0 || errno != EINTR)
            return count;
    }
}

/// A gzip file while it is inflated, member after member. The descriptor is borrowed.
class GzipInflater
{
public:
    enum class Step : quint8 { Part, End, ReadError, Short, Damaged };

    explicit GzipInflater(int file)
        : m_file(file)
        , m_input(partSize, Qt::Uninitialized)
        , m_state(std::make_unique<inflate_state>())
    {
        isal_inflate_init(m_state.get());
        m_state->crc_flag = ISAL_GZIP;
        m_state->avail_in = 0;
    }

    /// Some more bytes, perhaps none. ReadError leaves errno.
    [[nodiscard]] Step next(QByteArray &data)
    {
        for (;;) {
            if (m_state->avail_in == 0 && !m_isEnd && !fill())
                return Step::ReadError;
            // Some tools fill their last block up with zeros; they are no further member.
            while (m_isBetween && m_state->avail_in > 0 && *m_state->next_in == 0) {
                ++m_state->next_in;
                --m_state->avail_in;
            }
            if (!m_isBetween || m_state->avail_in > 0)
                return inflateSome(data);
            if (m_isEnd)
                return Step::End;
        }
    }

private:
    [[nodiscard]] bool fill()
    {
        const ssize_t count = readSome(m_file, m_input);
        m_isEnd = count == 0;
        m_state->next_in = reinterpret_cast<quint8 *>(m_input.data());
        m_state->avail_in = count < 0 ? 0 : static_cast<quint32>(count);
        return count >= 0;
    }

    [[nodiscard]] Step inflateSome(QByteArray &data)
    {
        data = QByteArray(partSize, Qt::Uninitialized);
        m_state->next_out = reinterpret_cast<quint8 *>(data.data());
        m_state->avail_out = partSize;
        const quint32 before = m_state->avail_in;
        m_isBetween = false;
        const int result = isal_inflate(m_state.get());
        data.truncate(partSize - static_cast<qsizetype>(m_state->avail_out));
        if (data.isEmpty() && before == m_state->avail_in && m_isEnd)
            return Step::Short;
        if (result != ISAL_DECOMP_OK)
            return Step::Damaged;
        if (m_state->block_state == ISAL_BLOCK_FINISH)
            beginMember();
        return Step::Part;
    }

    void beginMember()
    {
        quint8 *const next = m_state->next_in;
        const quint32 left = m_state->avail_in;
        isal_inflate_reset(m_state.get());
        m_state->crc_flag = ISAL_GZIP;
        m_state->next_in = next;
        m_state->avail_in = left;
        m_isBetween = true;
    }

    const int m_file;
    QByteArray m_input;
    const std::unique_ptr<inflate_state> m_state;
    bool m_isEnd = false;
    bool m_isBetween = true; ///< no member has begun
};

} // namespace

TarballStream::TarballStream(const QString &path)
    : m_path(path)
    , m_thread([this] { run(); })
{ }

TarballStream::~TarballStream()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Status TarballStream::bad(const QString &text) const
{
    return fail(makeError(ErrorKind::Corrupt, "image.bad-archive", text));
}

void TarballStream::run()
{
    const int file = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_CLOEXEC);
    Status status;
    if (file < 0) {
        status = fail(errnoError("image.read", m_path));
    } else {
        const auto closer = qScopeGuard([file] { ::close(file); });
        unsigned char magic[3] = {};
        const bool isGzip = ::pread(file, magic, sizeof(magic), 0) == sizeof(magic) && magic[0] == 0x1f
            && magic[1] == 0x8b && magic[2] == 8;
        status = isGzip ? inflateGzip(file) : readWithFilters(file);
    }
    const std::lock_guard lock(m_mutex);
    m_end = std::move(status);
    m_isEnded = true;
    m_changed.notify_all();
}

bool TarballStream::put(QByteArray data)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isStopped || m_ready.size() < partsAhead; });
    if (m_isStopped)
        return false;
    if (!data.isEmpty())
        m_ready.push_back(std::move(data));
    m_changed.notify_all();
    return true;
}

Status TarballStream::inflateGzip(int file)
{
    GzipInflater inflater(file);
    for (;;) {
        QByteArray data;
        switch (inflater.next(data)) {
        case GzipInflater::Step::Part:
            if (!put(std::move(data)))
                return {};
            break;
        case GzipInflater::Step::End:
            return {};
        case GzipInflater::Step::ReadError:
            return fail(errnoError("image.read", m_path));
        case GzipInflater::Step::Short:
            return bad(u"the file ends too early"_s);
        case GzipInflater::Step::Damaged:
            return bad(u"its compressed bytes are damaged"_s);
        }
    }
}

Status TarballStream::readWithFilters(int file)
{
    const std::unique_ptr<struct archive, int (*)(struct archive *)> archive(archive_read_new(), &archive_read_free);
    archive_read_support_format_raw(archive.get());
    archive_read_support_format_empty(archive.get());
    archive_read_support_filter_zstd(archive.get());
    archive_read_support_filter_xz(archive.get());
    archive_read_support_filter_bzip2(archive.get());
    archive_read_support_filter_lz4(archive.get());
    struct archive_entry *entry = nullptr;
    if (archive_read_open_fd(archive.get(), file, partSize) < ARCHIVE_WARN
        || archive_read_next_header(archive.get(), &entry) < ARCHIVE_WARN)
        return bad(QString::fromUtf8(archive_error_string(archive.get())));
    for (;;) {
        QByteArray data(partSize, Qt::Uninitialized);
        const la_ssize_t count = archive_read_data(archive.get(), data.data(), static_cast<size_t>(partSize));
        if (count < 0)
            return bad(QString::fromUtf8(archive_error_string(archive.get())));
        data.truncate(count);
        if (count == 0 || !put(std::move(data)))
            return {};
    }
}

Status TarballStream::open(struct archive *archive)
{
    archive_read_support_format_tar(archive);
    if (archive_read_open(archive, this, nullptr, &TarballStream::read, nullptr) >= ARCHIVE_WARN)
        return {};
    return m_status ? bad(QString::fromUtf8(archive_error_string(archive))) : m_status;
}

Status TarballStream::drain(const std::function<bool()> &cancelled)
{
    while (true) {
        if (cancelled && cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isEnded || !m_ready.empty(); });
        if (m_ready.empty())
            return m_end;
        m_ready.pop_front();
        m_changed.notify_all();
    }
}

ssize_t TarballStream::read(struct archive *archive, void *self, const void **bytes)
{
    auto *stream = static_cast<TarballStream *>(self);
    if (stream->m_beforeWait)
        stream->m_beforeWait();
    std::unique_lock lock(stream->m_mutex);
    stream->m_changed.wait(lock, [stream] { return stream->m_isEnded || !stream->m_ready.empty(); });
    if (stream->m_ready.empty()) {
        stream->m_status = stream->m_end;
        if (stream->m_status)
            return 0;
        archive_set_error(archive, EIO, "the archive is damaged");
        return -1;
    }
    stream->m_current = std::move(stream->m_ready.front());
    stream->m_ready.pop_front();
    stream->m_changed.notify_all();
    stream->m_written += stream->m_current.size();
    *bytes = stream->m_current.constData();
    return stream->m_current.size();
}

} // namespace cid
