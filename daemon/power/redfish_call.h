// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/config/power_conf.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <optional>

namespace cid {

/// What a controller answered.
struct RedfishAnswer
{
    int status = 0; ///< HTTP
    QJsonObject body; ///< empty where there was none
    QByteArray etag;
};

/// Questions to management controllers over HTTPS, with a password that goes to nobody but a controller that proved who
/// it is: by one of the fingerprints, or by a certificate that "ca" signed for the name asked. Follows no redirection
/// but one within the same server. Lives on the main thread. Errors: as PowerDevice says; "power.not-found" is
/// NotFound.
class RedfishCall : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<RedfishAnswer> &)>;

    explicit RedfishCall(const PowerConf &conf, QObject *parent = nullptr);

    void get(const QUrl &url, const Done &done);
    void send(const QByteArray &verb, const QUrl &url, const QJsonObject &body, const Done &done);

    /// The certificates and the password are read anew at each call of this: at the start and after a reload.
    [[nodiscard]] Status prepare();

private:
    struct Question
    {
        QByteArray verb;
        QUrl url;
        QByteArray body;
        bool mayMove = true; ///< one redirection is left
    };
    void ask(const Question &question, const Done &done);
    void finish(QNetworkReply *reply, const Question &question, const Done &done);
    /// What a failed answer says in its own words.
    [[nodiscard]] static QString saidIn(const QJsonObject &body);

    const PowerConf m_conf;
    QNetworkAccessManager m_network;
    QSslConfiguration m_ssl;
    QByteArray m_authorization;
};

} // namespace cid
