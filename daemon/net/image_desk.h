// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/image_messages.h"
#include "daemon/core/core.h"
#include "daemon/net/image_library.h"

#include <QSet>
#include <QThreadPool>

#include <atomic>

namespace cid {

/// What operators do with the catalogue's files. Lives on the main thread and outlives the sessions; whatever reads a
/// file runs on a thread of its own.
class ImageDesk : public QObject
{
    Q_OBJECT
public:
    /// Set by whoever asked when nobody wants the answer any more; tasks then end, and nothing is left half done.
    using Stop = std::shared_ptr<std::atomic_bool>;
    using Row = std::function<void(const Result<TaskUpdate> &)>;
    using Contents = std::function<void(const Result<ImageDetail> &)>;
    using Difference = std::function<void(const Result<std::shared_ptr<ImageDiffReply>> &)>;

    ImageDesk(Core &core, ImageLibrary &library);
    ~ImageDesk() override;

    /// Each answers on the main thread, after it returned or before.
    void add(const ImageAddRequest &request, const Stop &stop, const Row &row);
    void verify(const ImageVerifyRequest &request, const Stop &stop, const Row &row);
    void remove(const ImageRemoveRequest &request, const std::function<void(const Status &)> &reply);
    void show(const ImageShowRequest &request, const Contents &reply);
    void diff(const ImageDiffRequest &request, const Difference &reply);
    /// By full name, or the one that image_db calls current.
    [[nodiscard]] Result<std::shared_ptr<const ImageFile>> find(const QString &image) const;
    /// Takes an image file in that lies whole in its folder, and tells the core; \a then follows on the main thread.
    void take(const std::shared_ptr<const ImageFile> &file, const std::function<void()> &then);

private:
    using Task = std::function<void()>;

    /// \a work on a thread of \a pool, then \a then here.
    template <typename T> void run(QThreadPool &pool, std::function<T()> work, std::function<void(T)> then);
    /// A progress function for a task thread that sends an update now and then.
    [[nodiscard]] std::function<bool(ByteCount, ByteCount)> reporter(const Stop &stop, const Row &row);
    void tellCore();

    Core &m_core;
    ImageLibrary &m_library;
    QThreadPool m_tasks; ///< for what may take minutes
    QThreadPool m_glances; ///< for what an operator or a capture waits for
    QSet<ImageId> m_busy; ///< images that are being added or removed
    std::atomic_bool m_isEnding = false;
};

} // namespace cid
