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
    /// The channel lives on the agent's thread.
    RemoteFeed(std::shared_ptr<DataChannel> channel, DeploymentId deployment)
        : m_channel(std::move(channel))
        , m_deployment(deployment)
    { }

    [[nodiscard]] Result<QByteArray> manifest(const CancelToken &cancel) override;
    [[nodiscard]] ChunkSource &chunks() override;
    [[nodiscard]] Result<FilePiece> blancmange(const QString &file, ByteCount offset,
                                               const CancelToken &cancel) override;
    [[nodiscard]] Result<QList<OverlayFile>> overlays(const CancelToken &cancel) override;
    /// Ends what the worker waits for.
    void cancel() { m_cancel.cancel(); }

private:
    [[nodiscard]] Result<QByteArray> next() override;
    [[nodiscard]] bool want(qint64 first, qint64 count) override;
    [[nodiscard]] Result<QList<Message>> ask(const std::function<DataQuestion()> &question, const CancelToken &cancel);
    /// A run of chunks.
    struct Run
    {
        qint64 first = 0;
        qint64 count = 0;
    };
    [[nodiscard]] DataQuestion questionFor(const Run &run) const;
    [[nodiscard]] Run takeRun();
    [[nodiscard]] Status readBatch();

    const std::shared_ptr<DataChannel> m_channel;
    DeploymentId m_deployment;
    CancelToken m_cancel;
    qint64 m_chunkCount = 0;
    QList<Run> m_runs; ///< still to be asked for
    bool m_isChoosing = false; ///< want() said which
    QList<QByteArray> m_batch;
    Run m_aheadRun;
    std::shared_ptr<Answers> m_ahead; ///< to m_aheadRun
};

} // namespace cid
