// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "daemon/net/authority.h"
#include "daemon/net/boot_files.h"
#include "daemon/net/server_context.h"

#include <optional>

namespace cid {

/// What a reading may do where the bytes are not in memory.
enum class Patience : quint8 {
    None, ///< give nothing: the caller has an event loop to run
    Disk, ///< wait
};

/// What a node gets for one of its requests: readings in the order of their answers, for any thread.
struct DataPlan
{
    using Messages = QList<Message>;
    /// Nothing where it cannot be had without more patience.
    using Reading = std::function<std::optional<Result<Messages>>(Patience patience)>;

    QList<Reading> readings;
    ImageId image; ///< whose manifest or chunks they are; of no name otherwise
};

/// What the desk needs of the daemon around it. Lives on the main thread, outlives it.
struct DataContext
{
    Core &core;
    const ImageLibrary &images;
    CaptureDesk &captures;
    const Authority &authority;
    BootFiles &bootFiles;
    QString overlayDir;
};

/// Says what a node may have for a request on its connection for bulk data: manifest, chunks and overlays of its open
/// deployment, the files that Blancmange writes to its disk, and the place of the parts of an image that is captured
/// from it; nothing else. Reads nothing itself. Lives on the main thread, as all that it asks.
class DataDesk
{
public:
    explicit DataDesk(DataContext context)
        : m_context(std::move(context))
    { }

    [[nodiscard]] Result<DataPlan> plan(const NodeName &node, const Message &message) const;

private:
    [[nodiscard]] Result<DataPlan> handle(const NodeName &node, const ManifestRequest &message) const;
    [[nodiscard]] Result<DataPlan> handle(const NodeName &node, const ChunkRequest &message) const;
    [[nodiscard]] Result<DataPlan> handle(const NodeName &node, const OverlayRequest &message) const;
    [[nodiscard]] Result<DataPlan> handle(const NodeName &node, const BlancmangeRequest &message) const;
    [[nodiscard]] Result<DataPlan> handle(const NodeName &node, const CapturePart &message) const;
    template <typename Other> [[nodiscard]] Result<DataPlan> handle(const NodeName &, const Other &) const;

    /// The node's open deployment, where it is that one.
    [[nodiscard]] Result<const Deployment *> allowed(const NodeName &node, DeploymentId id) const;
    [[nodiscard]] Result<std::shared_ptr<const ImageFile>> imageOf(const NodeName &node, DeploymentId id) const;

    DataContext m_context;
};

} // namespace cid
