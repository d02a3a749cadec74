// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/cancel_token.h"
#include "imagebuilder/registry/blob_fetch.h"
#include "imagebuilder/registry/platform.h"

#include <QJsonObject>
#include <QTimer>

#include <deque>

namespace cid {

/// What is fetched, from where and how.
struct RegistryWish
{
    ImageReference image;
    Platform platform;
    QStringList mirrors; ///< hosts, with ports, that are asked first, in their order; nobody has to trust them
    QString ca; ///< further authorities of the registries' certificates
    QStringList authFiles;
    QString folder; ///< empty; becomes an OCI layout with that one image
};

/// Fetches one image of a registry into an OCI layout: its manifest, its configuration and its layers, several at one
/// time. Whatever a mirror gives is held against the digest; a tag alone is believed of whoever answers first. Lives on
/// a thread with an event loop.
class RegistryPull : public QObject
{
    Q_OBJECT
public:
    RegistryPull(RegistryWish wish, CancelToken cancel, std::function<void(const QString &)> say);
    ~RegistryPull() override;

    void start();

Q_SIGNALS:
    /// An error, or an empty one where the layout is whole.
    void finished(const cid::Error &error);

private:
    void tryNext(const Error &why);
    void askManifest(const QString &wanted, int depth);
    void take(const RegistryClient::Document &document, const QString &wanted, int depth);
    void takeIndex(const QJsonObject &index, int depth);
    void takeManifest(const QByteArray &content, const QJsonObject &manifest, const QString &type);
    [[nodiscard]] Status queue(const QJsonValue &descriptor, qint64 most);
    [[nodiscard]] Status checkRoom() const;
    void fetchMore();
    void fetched(BlobFetch *fetch, const Error &error);
    [[nodiscard]] Status finishLayout();
    void look();
    void end(const Error &error);

    const RegistryWish m_wish;
    const CancelToken m_cancel;
    const std::function<void(const QString &)> m_say;
    QStringList m_hosts; ///< that are left to be asked
    std::unique_ptr<RegistryClient> m_client;
    QByteArray m_manifest;
    QString m_manifestType;
    QString m_configuration; ///< its digest
    std::deque<BlobFetch::Wish> m_waiting;
    QList<BlobFetch *> m_running;
    qint64 m_total = 0;
    qint64 m_done = 0;
    QTimer m_look;
    QTimer m_tell;
    bool m_hasEnded = false;
};

} // namespace cid
