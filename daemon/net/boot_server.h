// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core_state.h"
#include "daemon/net/boot_files.h"
#include "daemon/net/plain_http.h"

#include <QUrl>

namespace cid {

/// HTTP for machines that start: /boot?mac=ADDRESS answers with an iPXE script, /boot/NAME with one of Blancmange's
/// files or a loader. Nothing else is there, nothing is changed by a request, and no answer holds a secret. Lives on
/// the main thread.
class BootServer : public PlainHttp
{
    Q_OBJECT
public:
    /// All borrowed, all outlive it. \a append are more words for Blancmange's kernel.
    BootServer(CoreState &state, BootFiles &files, QString append, QObject *parent = nullptr);

protected:
    void answer(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    void sendFile(const QString &name, QHttpServerResponder &responder) const;
    [[nodiscard]] QByteArray scriptFor(const QUrl &url) const;

    CoreState &m_state;
    BootFiles &m_files;
    const QString m_append;
};

} // namespace cid
