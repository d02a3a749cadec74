// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/registry_client.h"

#include "imagebuilder/registry/challenge.h"
#include "imagebuilder/registry/limits.h"
#include "imagebuilder/sha256.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QUrlQuery>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *tooLong = "cid.too-long";
constexpr qsizetype longestSaid = 300;

const QByteArrayList manifestTypes{
    "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"};

bool isSameServer(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && one.port(443) == other.port(443);
}

int statusOf(QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Collects an answer as far as it may go.
void collect(QNetworkReply *reply, qint64 most, const std::function<void(const Result<QByteArray> &)> &done)
{
    const auto text = std::make_shared<QByteArray>();
    const auto take = [reply, most, text] {
        *text += reply->read(most + 1 - text->size());
        if (text->size() <= most)
            return;
        reply->setProperty(tooLong, true);
        reply->abort();
    };
    QObject::connect(reply, &QNetworkReply::readyRead, reply, take);
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, most, text, take, done] {
        reply->deleteLater();
        const QString url = reply->url().toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        if (reply->isOpen())
            take();
        if (text->size() > most || reply->property(tooLong).toBool())
            done(fail(
                makeError(ErrorKind::Corrupt, "registry.bad", u"%1 is longer than %2 bytes"_s.arg(url).arg(most))));
        else if (reply->error() != QNetworkReply::NoError)
            done(fail(makeError(ErrorKind::Unavailable, "registry.failed", url + u": "_s + reply->errorString())));
        else
            done(*text);
    });
    take();
}

} // namespace

RegistryClient::RegistryClient(Access access, QObject *parent)
    : QObject(parent)
    , m_access(std::move(access))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Status RegistryClient::prepare()
{
    m_ssl = QSslConfiguration::defaultConfiguration();
    m_ssl.setProtocol(QSsl::TlsV1_2OrLater);
    m_ssl.setPeerVerifyMode(QSslSocket::VerifyPeer);
    QList<QSslCertificate> more;
    // Where docker, podman and skopeo look, too.
    for (const QString &folder : {u"/etc/containers/certs.d/"_s, u"/etc/docker/certs.d/"_s}) {
        const QDir own(folder + m_access.host);
        for (const QString &file : own.entryList({u"*.crt"_s}, QDir::Files))
            more += QSslCertificate::fromPath(own.filePath(file), QSsl::Pem);
    }
    if (!m_access.ca.isEmpty()) {
        const QList<QSslCertificate> named = QSslCertificate::fromPath(m_access.ca, QSsl::Pem);
        if (named.isEmpty())
            return fail(makeError(ErrorKind::Invalid, "registry.bad-ca",
                                  u"%1: expected certificates (PEM)"_s.arg(m_access.ca)));
        more += named;
    }
    m_ssl.addCaCertificates(more);
    return {};
}

QUrl RegistryClient::urlOf(const QString &kind, const QString &what) const
{
    return QUrl(u"https://%1/v2/%2/%3/%4"_s.arg(m_access.host, m_access.repository, kind, what), QUrl::StrictMode);
}

void RegistryClient::ask(const Question &question, const Answered &answered, const Failed &failed)
{
    QNetworkRequest request(question.url);
    request.setSslConfiguration(m_ssl);
    request.setTransferTimeout(static_cast<int>(registry::silence.count()));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // What is asked for is hashed as it lies there.
    request.setRawHeader("Accept-Encoding", "identity");
    if (!question.accept.isEmpty())
        request.setRawHeader("Accept", question.accept.join(", "));
    if (question.from > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(question.from) + '-');
    if (!question.isOutside && !m_authorization.isEmpty())
        request.setRawHeader("Authorization", m_authorization);
    QNetworkReply *reply = m_network.get(request);
    connect(reply, &QNetworkReply::metaDataChanged, this, [this, reply, question, answered, failed] {
        if (statusOf(reply) != 0) {
            reply->disconnect(this);
            heard(reply, question, answered, failed);
        }
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, question, failed] {
        reply->deleteLater(); // It came to no status at all.
        failed(errorOf(reply, question.url));
    });
}

void RegistryClient::heard(QNetworkReply *reply, const Question &question, const Answered &answered,
                           const Failed &failed)
{
    const int status = statusOf(reply);
    if (status >= 200 && status < 300) {
        answered(reply, question);
        return;
    }
    const auto drop = [reply] {
        // Not from inside of it: it may be about to end by itself.
        QMetaObject::invokeMethod(
            reply,
            [reply] {
                reply->abort();
                reply->deleteLater();
            },
            Qt::QueuedConnection);
    };
    if (status >= 300 && status < 400 && status != 304) {
        Question moved = question;
        moved.url = question.url.resolved(QUrl::fromEncoded(reply->rawHeader("Location")));
        moved.isOutside = question.isOutside || !isSameServer(moved.url, question.url);
        drop();
        if (++moved.moves > registry::maxMoves || moved.url.scheme() != "https"_L1)
            failed(makeError(ErrorKind::Corrupt, "registry.bad",
                             u"%1 leads to %2, which is not followed"_s.arg(question.url.toString(),
                                                                            moved.url.toString(QUrl::RemoveQuery))));
        else
            ask(moved, answered, failed);
        return;
    }
    if (status == 401 && !question.hasSignedIn && !question.isOutside) {
        const QByteArray header = reply->rawHeader("WWW-Authenticate");
        drop();
        signIn(header, question, answered, failed);
        return;
    }
    collect(reply, registry::maxToken,
            [this, reply, question, failed](const Result<QByteArray> &) { failed(errorOf(reply, question.url)); });
}

void RegistryClient::signIn(const QByteArray &header, const Question &question, const Answered &answered,
                            const Failed &failed)
{
    Question again = question;
    again.hasSignedIn = true;
    const QList<Challenge> challenges = parseChallenges(header);
    for (const Challenge &challenge : challenges) {
        if (challenge.scheme == "basic" && m_access.credentials) {
            m_authorization =
                "Basic " + (m_access.credentials->user + u':' + m_access.credentials->password).toUtf8().toBase64();
            ask(again, answered, failed);
            return;
        }
        if (challenge.scheme != "bearer")
            continue;
        QUrl realm(QString::fromUtf8(challenge.values.value("realm")), QUrl::StrictMode);
        if (realm.scheme() != "https"_L1 || realm.host().isEmpty() || !realm.userInfo().isEmpty()) {
            failed(makeError(ErrorKind::Corrupt, "registry.bad",
                             u"%1 names the token service \"%2\", expected one with https://"_s.arg(
                                 m_access.host, realm.toString().left(longestSaid))));
            return;
        }
        QUrlQuery query(realm);
        if (challenge.values.contains("service"))
            query.addQueryItem(u"service"_s, QString::fromUtf8(challenge.values.value("service").toPercentEncoding()));
        query.addQueryItem(u"scope"_s, u"repository:%1:pull"_s.arg(m_access.repository));
        realm.setQuery(query);
        fetchToken(realm, [this, again, answered, failed](const Status &status) {
            if (status)
                ask(again, answered, failed);
            else
                failed(status.error());
        });
        return;
    }
    failed(
        makeError(ErrorKind::Refused, "registry.denied",
                  m_access.credentials
                      ? u"%1 offers no way of signing in that is known here"_s.arg(m_access.host)
                      : u"%1 wants a user and a password: \"skopeo login %1\" or \"docker login %1\" notes them"_s.arg(
                            m_access.host)));
}

void RegistryClient::fetchToken(const QUrl &realm, const std::function<void(const Status &)> &done)
{
    QNetworkRequest request(realm);
    request.setSslConfiguration(m_ssl);
    request.setTransferTimeout(static_cast<int>(registry::silence.count()));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (m_access.credentials)
        request.setRawHeader(
            "Authorization",
            "Basic " + (m_access.credentials->user + u':' + m_access.credentials->password).toUtf8().toBase64());
    QNetworkReply *reply = m_network.get(request);
    collect(reply, registry::maxToken, [this, reply, realm, done](const Result<QByteArray> &text) {
        if (!text) {
            done(fail(errorOf(reply, realm)));
            return;
        }
        const QJsonObject answer = QJsonDocument::fromJson(*text).object();
        const QString token = answer.value("token"_L1).toString(answer.value("access_token"_L1).toString());
        if (token.isEmpty() || token.contains(u'\n') || token.contains(u'\r')) {
            done(fail(makeError(ErrorKind::Corrupt, "registry.bad",
                                u"%1 gave no token"_s.arg(realm.toString(QUrl::RemoveQuery)))));
            return;
        }
        m_authorization = "Bearer " + token.toLatin1();
        done({});
    });
}

Error RegistryClient::errorOf(QNetworkReply *reply, const QUrl &url) const
{
    const int status = statusOf(reply);
    const QString place = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery) + u": "_s;
    if (status == 401 || status == 403) {
        return makeError(ErrorKind::Refused, "registry.denied",
                         place
                             + (m_access.credentials ? u"%1 may not read it"_s.arg(m_access.credentials->user)
                                                     : u"nobody may read it without signing in"_s));
    }
    if (status == 404)
        return makeError(ErrorKind::NotFound, "registry.not-found", place + u"the registry does not have it"_s);
    if (status >= 400 && status < 500 && status != 429 && status != 408)
        return makeError(ErrorKind::Corrupt, "registry.bad", place + u"HTTP %1"_s.arg(status));
    return makeError(ErrorKind::Unavailable, "registry.failed",
                     place + (status >= 400 ? u"HTTP %1"_s.arg(status) : reply->errorString()));
}

void RegistryClient::manifest(const QString &wanted, const std::function<void(const Result<Document> &)> &done)
{
    ask(
        {urlOf(u"manifests"_s, wanted), manifestTypes},
        [wanted, done](QNetworkReply *reply, const Question &) {
            const QString type = QString::fromLatin1(reply->rawHeader("Content-Type")).section(u';', 0, 0).trimmed();
            collect(reply, registry::maxManifest, [wanted, type, done](const Result<QByteArray> &text) {
                const bool isNamed = wanted.startsWith("sha256:"_L1);
                if (!text)
                    done(fail(text.error()));
                else if (isNamed && QString::fromLatin1(Sha256::of(*text).toHex()) != wanted.mid(7))
                    done(fail(makeError(ErrorKind::Corrupt, "registry.bad",
                                        u"the registry gave something else than %1"_s.arg(wanted))));
                else
                    done(Document{*text, type});
            });
        },
        [done](const Error &error) { done(fail(error)); });
}

void RegistryClient::blob(const QString &digest, qint64 from, const Sink &sink,
                          const std::function<void(const Status &)> &done)
{
    ask(
        {urlOf(u"blobs"_s, digest), {}, from},
        [this, sink, done](QNetworkReply *reply, const Question &question) {
            sink.begin(statusOf(reply) != 206);
            const auto take = [reply, sink] {
                const QByteArray part = reply->readAll();
                if (part.isEmpty() || sink.add(part))
                    return;
                reply->setProperty(tooLong, true);
                reply->abort();
            };
            connect(reply, &QNetworkReply::readyRead, reply, take);
            connect(reply, &QNetworkReply::finished, this, [this, reply, question, take, done] {
                reply->deleteLater();
                if (reply->isOpen() && !reply->property(tooLong).toBool())
                    take();
                if (reply->error() == QNetworkReply::NoError || reply->property(tooLong).toBool())
                    done({}); // Whether that was all of it, the digest tells.
                else
                    done(fail(makeError(ErrorKind::Unavailable, "registry.failed",
                                        question.url.toString(QUrl::RemoveQuery) + u": "_s + reply->errorString())));
            });
            take();
        },
        [done](const Error &error) { done(fail(error)); });
}

} // namespace cid
