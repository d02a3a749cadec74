// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

namespace cid {

/// One capture, on a connection of its own: cidd ends a capture with the connection that asked for it, so that deleting
/// this cancels it, and nothing else is disturbed. Lives on the interface's thread; used once.
class CaptureRun : public QObject
{
    Q_OBJECT
public:
    CaptureRun(const ClientAccess &access, CaptureRequest request, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Bytes of the packed image; \a total is 0 while nobody knows.
    void progressed(qint64 done, qint64 total);
    void said(const QStringList &lines);
    /// The image is in the catalogue. Either this or failed() comes, once.
    void finished();
    void failed(const cid::Error &error);

private:
    void ask();
    [[nodiscard]] bool take(const Result<TaskUpdate> &update);
    void fail(const Error &error);

    CaptureRequest m_request;
    bool m_isAsked = false;
    bool m_isOver = false;
    CidClient m_client;
};

} // namespace cid
