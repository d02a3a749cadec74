// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/registry/credentials.h"
#include "imagebuilder/registry/image_reference.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>

namespace cid {

/// One registry, spoken to by the distribution specification over HTTPS alone. A password goes to the registry and to
/// the token service that it names, which must speak HTTPS as well; a redirection gets neither password nor token
/// unless it stays with the registry. Lives on one thread with an event loop. Errors: NotFound "registry.not-found",
/// Refused "registry.denied", Unavailable "registry.failed" for what may be better later, Corrupt "registry.bad" for
/// what makes no sense.
class RegistryClient : public QObject
{
    Q_OBJECT
public:
    struct Access
    {
        QString host; ///< with its port
        QString repository;
        std::optional<Credentials> credentials;
        QString ca; ///< a PEM file with further authorities; empty: those of the system and of certs.d
    };
    explicit RegistryClient(Access access, QObject *parent = nullptr);

    /// Reads the certificates. Invalid "registry.bad-ca".
    [[nodiscard]] Status prepare();

    struct Document
    {
        QByteArray content;
        QString mediaType;
    };
    /// A manifest or an index by tag or digest; what has a digest is held against it.
    void manifest(const QString &wanted, const std::function<void(const Result<Document> &)> &done);

    /// What comes of a blob: add() for each part, false ends it.
    struct Sink
    {
        std::function<bool(const QByteArray &part)> add;
        std::function<void(bool fromStart)> begin; ///< before the first part: whether it begins anew
    };
    /// A blob from \a from on, where the registry can; from its start where it cannot.
    void blob(const QString &digest, qint64 from, const Sink &sink, const std::function<void(const Status &)> &done);

    [[nodiscard]] const QString &host() const { return m_access.host; }

private:
    struct Question
    {
        QUrl url;
        QByteArrayList accept;
        qint64 from = 0;
        int moves = 0;
        bool hasSignedIn = false; ///< a refusal is one then
        bool isOutside = false; ///< another server than the registry: nothing of ours goes there
    };
    using Answered = std::function<void(QNetworkReply *reply, const Question &question)>;
    using Failed = std::function<void(const Error &)>;

    void ask(const Question &question, const Answered &answered, const Failed &failed);
    void heard(QNetworkReply *reply, const Question &question, const Answered &answered, const Failed &failed);
    void signIn(const QByteArray &header, const Question &question, const Answered &answered, const Failed &failed);
    void fetchToken(const QUrl &realm, const std::function<void(const Status &)> &done);
    [[nodiscard]] Error errorOf(QNetworkReply *reply, const QUrl &url) const;
    [[nodiscard]] QUrl urlOf(const QString &kind, const QString &what) const;

    const Access m_access;
    QNetworkAccessManager m_network;
    QSslConfiguration m_ssl;
    QByteArray m_authorization; ///< as the registry wants it; empty until it asked
};

} // namespace cid
