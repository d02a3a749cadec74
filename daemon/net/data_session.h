// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "daemon/net/authority.h"
#include "daemon/net/boot_files.h"
#include "daemon/net/server_context.h"

#include <QQueue>
#include <QThreadPool>

namespace cid {

/// What all data sessions share. Lives on the main thread, outlives them.
struct DataContext
{
    Core &core;
    const ImageLibrary &images;
    CaptureDesk &captures;
    const Authority &authority;
    BootFiles &bootFiles;
    QString overlayDir;
    QThreadPool &readers; ///< disks are waited for here
};

/// A node's connection for bulk data: manifest, chunks and overlays of its open deployment, the files that Blancmange
/// writes to its disk, and the parts of an image that is captured from it; nothing else. Child of its link. Reads a few
/// chunks at a time on a reader thread and only while the peer takes them, so that memory is bounded and nothing waits
/// for a disk.
class DataSession : public QObject
{
    Q_OBJECT
public:
    DataSession(Link *link, DataContext &context);
    ~DataSession() override;

private:
    using Messages = QList<Message>;

    void take(const Envelope &envelope);
    void handle(quint32 request, const ManifestRequest &message);
    void handle(quint32 request, const ChunkRequest &message);
    void handle(quint32 request, const OverlayRequest &message);
    void handle(quint32 request, const BlancmangeRequest &message);
    void handle(quint32 request, const CapturePart &message);
    template <typename Other> void handle(quint32 request, const Other &);

    /// The node's open deployment, where it is that one.
    [[nodiscard]] Result<const Deployment *> allowed(DeploymentId id) const;
    [[nodiscard]] Result<std::shared_ptr<const ImageFile>> imageOf(DeploymentId id) const;
    void refuse(quint32 request, const Error &error);
    /// Runs \a read on a reader thread and sends what it gives; one at a time, in the order of the calls.
    void queue(quint32 request, std::function<Result<Messages>()> read);
    void runNext();
    void finish(quint32 request, const Result<Messages> &result);
    /// Says in the log how much of an image went out: what a node has already it does not ask for.
    void tellFetched();

    struct Task
    {
        quint32 request;
        std::function<Result<Messages>()> read;
    };

    Link *m_link;
    const NodeName m_node; ///< for the last word: the link is half gone then
    DataContext &m_context;
    QQueue<Task> m_tasks;
    bool m_isReading = false;
    ImageId m_image; ///< whose chunks were asked for last
    ByteCount m_fetched = 0; ///< of it
};

} // namespace cid
