// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "kid/agent/data_channel.h"
#include "kid/deploy/deploy_input.h"

namespace cid {

/// One deployment's bytes from cidd. Used on the worker thread; asks again where the connection broke. Reads one batch
/// of chunks ahead of what is being unpacked.
class RemoteFeed final : public ImageFeed, private ChunkSource
{
public:
    /// The channel lives on the agent's thread and outlives the feed.
    RemoteFeed(DataChannel &channel, DeploymentId deployment)
        : m_channel(channel)
        , m_deployment(deployment)
    { }

    [[nodiscard]] Result<QByteArray> manifest(const CancelToken &cancel) override;
    [[nodiscard]] ChunkSource &chunks() override;
    [[nodiscard]] Result<QList<OverlayFile>> overlays(const CancelToken &cancel) override;
    /// Ends what the worker waits for.
    void cancel() { m_cancel.cancel(); }

private:
    [[nodiscard]] Result<QByteArray> next() override;
    [[nodiscard]] Result<QList<Message>> ask(const std::function<DataQuestion()> &question, const CancelToken &cancel);
    [[nodiscard]] DataQuestion batchFrom(qint64 first) const;
    [[nodiscard]] Status readBatch();

    DataChannel &m_channel;
    DeploymentId m_deployment;
    CancelToken m_cancel;
    qint64 m_chunkCount = 0;
    qint64 m_next = 0; ///< the first chunk after those of m_batch
    QList<QByteArray> m_batch;
    std::shared_ptr<Answers> m_ahead;
};

} // namespace cid
