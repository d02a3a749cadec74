// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/capture_messages.h"
#include "daemon/core/state_store.h"
#include "daemon/net/capture_files.h"
#include "daemon/net/image_desk.h"

namespace cid {

/// Captures under way: who asked, which node packs, what has come. Lives on the main thread.
class CaptureDesk : public QObject
{
    Q_OBJECT
public:
    CaptureDesk(Core &core, ImageLibrary &library, ImageDesk &images);

    /// Operator: begins one. Answers now, or when it ends.
    void start(const CaptureRequest &request, const QString &who, const ImageDesk::Stop &stop,
               const ImageDesk::Row &row);
    /// Node, on its control connection.
    void progress(const NodeName &node, const CaptureProgress &message);
    void end(const NodeName &node, const CaptureEnd &message);
    void nodeLeft(const NodeName &node);
    /// Node, on its data connection: what takes the part on a reader thread. Refused "capture.unknown" where nobody
    /// asked that node for it.
    [[nodiscard]] Result<std::function<Status()>> take(const NodeName &node, const CapturePart &part);
    /// Ends what killed runs left: files in the images' folders, and captures that nobody ended in the history. Once,
    /// before any capture begins.
    void clear(StoreClient &store);

Q_SIGNALS:
    void ordered(const cid::NodeName &node, const cid::CaptureOrder &order);
    void cancelled(const cid::NodeName &node, const cid::CancelCapture &message);

private:
    struct Ending
    {
        QByteArray what;
        Error error;
    };
    struct Capture
    {
        qint64 number = 0;
        ImageId image;
        NodeName node;
        ImageDesk::Stop stop;
        ImageDesk::Row row;
        std::shared_ptr<CaptureFiles> files;
        QString who;
        qint64 since = 0; ///< ms since the epoch
        std::optional<Ending> ending; ///< how it ends, unless the part that is being taken completes the image
    };

    [[nodiscard]] Status check(const CaptureRequest &request) const;
    /// The capture of that number, where it is that node's and somebody still waits for it.
    [[nodiscard]] Capture *find(const NodeName &node, qint64 number);
    /// Conflict "image.exists".
    [[nodiscard]] Status isNew(const ImageId &id, const QString &folder) const;
    /// A reader thread is done with a part; \a file is the image once it is whole.
    void partTaken(const NodeName &node, qint64 number, const Status &taken,
                   const std::shared_ptr<const ImageFile> &file);
    void finished(qint64 number, const std::shared_ptr<const ImageFile> &file);
    void endWith(const NodeName &node, const Ending &ending);
    /// \a history: what captures noted, the oldest first.
    void endCut(const QList<Event> &history);
    /// Into the history: "capture" with the command that does the same, then "captured", "capture-failed"
    /// or "capture-cancelled".
    void note(const QByteArray &what, const Capture &capture, const QString &reason);

    Core &m_core;
    ImageLibrary &m_library;
    ImageDesk &m_images;
    QHash<NodeName, Capture> m_captures;
    /// Begins anywhere: what a node still sends for the server that ran before is nobody's here.
    qint64 m_last;
};

} // namespace cid
