// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/registry/registry_client.h"
#include "imagebuilder/sha256.h"

#include <QFile>
#include <QTimer>

namespace cid {

/// One blob on its way into a file of its own, however often the connection ends: it goes on where it was, and begins
/// anew only where the registry cannot. Whole, of the size that was said and with its digest, or not there at all.
/// Lives on its client's thread.
class BlobFetch : public QObject
{
    Q_OBJECT
public:
    struct Wish
    {
        QString digest; ///< "sha256:..."
        qint64 size = 0; ///< exactly
        QString path; ///< where it comes to lie
    };
    BlobFetch(RegistryClient &client, Wish wish, QObject *parent);

    void start();
    [[nodiscard]] qint64 fetched() const { return m_fetched; }

Q_SIGNALS:
    /// An error, or an empty one where it is there.
    void finished(const cid::Error &error);

private:
    void ask();
    void begin(bool fromStart);
    bool add(const QByteArray &part);
    void ended(const Status &status);
    void fail(const Error &error);

    RegistryClient &m_client;
    const Wish m_wish;
    QFile m_file;
    Sha256 m_hash;
    qint64 m_fetched = 0;
    int m_tries = 0;
    Error m_trouble; ///< that more tries do not mend
    QTimer m_again;
};

} // namespace cid
