// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/redfish_call.h"

#include "daemon/power/limits.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *tooLarge = "cid.too-large";
constexpr const char *notTrusted = "cid.not-trusted";

bool isSameServer(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && one.port() == other.port();
}

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

} // namespace

RedfishCall::RedfishCall(const PowerConf &conf, QObject *parent)
    : QObject(parent)
    , m_conf(conf)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setProxy(QNetworkProxy::NoProxy);
}

Status RedfishCall::prepare()
{
    const auto password = readPassword(m_conf);
    if (!password)
        return fail(password.error());
    m_authorization = "Basic " + (m_conf.user.toUtf8() + ':' + *password).toBase64();
    m_ssl = QSslConfiguration::defaultConfiguration();
    m_ssl.setProtocol(QSsl::TlsV1_2OrLater);
    m_ssl.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // Whom the system trusts is nobody here: what is not pinned is signed by the site's own.
    m_ssl.setCaCertificates({});
    if (m_conf.ca.isEmpty())
        return {};
    const QList<QSslCertificate> signers = QSslCertificate::fromPath(m_conf.ca, QSsl::Pem);
    if (signers.isEmpty())
        return fail(makeError(ErrorKind::Invalid, "power.device", u"%1: expected certificates (PEM)"_s.arg(m_conf.ca)));
    m_ssl.setCaCertificates(signers);
    return {};
}

void RedfishCall::get(const QUrl &url, const Done &done)
{
    ask({"GET", url, {}}, done);
}

void RedfishCall::send(const QByteArray &verb, const QUrl &url, const QJsonObject &body, const Done &done)
{
    ask({verb, url, QJsonDocument(body).toJson(QJsonDocument::Compact), false}, done);
}

void RedfishCall::ask(const Question &question, const Done &done)
{
    QNetworkRequest request(question.url);
    request.setSslConfiguration(m_ssl);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(static_cast<int>(m_conf.timeout.count()));
    request.setRawHeader("Authorization", m_authorization);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("OData-Version", "4.0");
    if (!question.body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_L1);
    QNetworkReply *reply = m_network.sendCustomRequest(request, question.verb, question.body);
    reply->setReadBufferSize(power::maxAnswer + 1);
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply] {
        // Nothing was sent yet.
        const QSslCertificate shown = reply->sslConfiguration().peerCertificate();
        if (!shown.isNull() && m_conf.fingerprints.contains(fingerprintOf(shown)))
            reply->ignoreSslErrors();
        else
            reply->setProperty(notTrusted,
                               shown.isNull() ? u"none"_s : QString::fromLatin1(fingerprintOf(shown).toHex()));
    });
    connect(reply, &QNetworkReply::readyRead, this, [reply] {
        if (reply->bytesAvailable() <= power::maxAnswer)
            return;
        reply->setProperty(tooLarge, true);
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, question, done] {
        reply->deleteLater();
        finish(reply, question, done);
    });
}

QString RedfishCall::saidIn(const QJsonObject &body)
{
    const QJsonObject error = body.value("error"_L1).toObject();
    const QJsonArray more = error.value("@Message.ExtendedInfo"_L1).toArray();
    const QString text = more.isEmpty() ? QString() : more.first().toObject().value("Message"_L1).toString();
    return (text.isEmpty() ? error.value("message"_L1).toString() : text).simplified().left(power::maxSaid);
}

void RedfishCall::finish(QNetworkReply *reply, const Question &question, const Done &done)
{
    const auto failed = [&](ErrorKind kind, const char *code, const QString &text) {
        done(fail(makeError(kind, code, question.url.toString(QUrl::RemoveUserInfo) + u": "_s + text)));
    };
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QVariant shown = reply->property(notTrusted);
    if (shown.isValid()) {
        failed(
            ErrorKind::Refused, "power.not-trusted",
            u"its certificate (SHA-256 %1) is not one that power.conf names, nor signed by \"ca\" for that name; the "
            "password was not sent"_s.arg(shown.toString()));
        return;
    }
    if (reply->property(tooLarge).toBool()) {
        failed(ErrorKind::Io, "power.device", u"the answer is longer than %1 bytes"_s.arg(power::maxAnswer));
        return;
    }
    const QUrl place = QUrl::fromEncoded(reply->rawHeader("Location"));
    if (status >= 300 && status < 400 && question.mayMove && isSameServer(question.url, question.url.resolved(place))) {
        ask({question.verb, question.url.resolved(place), question.body, false}, done);
        return;
    }
    QJsonParseError parsing;
    const QByteArray text = reply->isOpen() ? reply->readAll() : QByteArray();
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsing);
    if (status >= 400 || (status >= 300 && status < 400)) {
        const QString said = saidIn(document.object());
        failed(status == 404 ? ErrorKind::NotFound : ErrorKind::Io, status == 404 ? "power.not-found" : "power.device",
               status == 401 ? u"the controller does not take the user and password"_s
                             : u"HTTP %1 %2"_s.arg(status).arg(said));
    } else if (status == 0 || reply->error() != QNetworkReply::NoError) {
        const bool isLate =
            reply->error() == QNetworkReply::OperationCanceledError || reply->error() == QNetworkReply::TimeoutError;
        failed(isLate ? ErrorKind::Timeout : ErrorKind::Io, isLate ? "power.no-answer" : "power.device",
               isLate ? u"no answer within %1 s"_s.arg(m_conf.timeout.count() / 1000) : reply->errorString());
    } else if (!text.isEmpty() && !document.isObject() && question.verb == "GET") {
        failed(ErrorKind::Io, "power.device", u"the answer is no JSON object: %1"_s.arg(parsing.errorString()));
    } else {
        done(RedfishAnswer{status, document.object(), reply->rawHeader("ETag")});
    }
}

} // namespace cid
