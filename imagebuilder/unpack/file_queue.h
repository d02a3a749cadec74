// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/chunk_pump.h"
#include "imagebuilder/unpack/file_facts.h"
#include "imagebuilder/unpack/folder_cache.h"

#include <atomic>

namespace cid {

/// Bytes of a file, and what keeps them.
struct FilePart
{
    qint64 offset = 0;
    QByteArrayView bytes;
    SharedChunk chunk; ///< or
    QByteArray copy;
};

/// A regular file that is to be made.
struct NewFile
{
    TargetPlace place;
    QByteArray path; ///< for messages
    EntryFacts facts;
    qint64 size = 0;
    bool isSparse = false;
};

/// Stage "create", regular files: makes them on the pool's threads, small ones in bundles, large ones in pieces. The
/// folders that they go to are open, so that no path is walked here. Used from one thread.
class FileQueue
{
public:
    /// Everything is borrowed.
    FileQueue(WorkPool &pool, FactSetter &setter)
        : m_pool(pool)
        , m_setter(setter)
    { }
    /// Waits for what is under way.
    ~FileQueue();
    FileQueue(const FileQueue &) = delete;
    FileQueue &operator=(const FileQueue &) = delete;

    /// Then add() its parts and end() it. Io "unpack.write".
    [[nodiscard]] Status begin(NewFile file);
    void add(FilePart part);
    void end();
    /// Hands bundled files to the pool: call it before the chunk that they lie in is waited for.
    void push();
    /// Waits until all files are there.
    [[nodiscard]] Status wait();
    /// The first thing that went wrong so far.
    [[nodiscard]] Status status();

private:
    struct Pending;
    using SharedPending = std::shared_ptr<Pending>;

    void start(std::function<Status()> work);
    [[nodiscard]] static Status open(Pending &file);
    [[nodiscard]] static Status write(Pending &file, const FilePart &part);
    [[nodiscard]] Status finish(Pending &file);
    [[nodiscard]] Status makeWhole(Pending &file);
    [[nodiscard]] Status release(Pending &file);

    WorkPool &m_pool;
    FactSetter &m_setter;
    SharedPending m_current;
    std::vector<SharedPending> m_bundle;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_done;
    qint64 m_underWay = 0;
    Status m_status;
};

} // namespace cid
