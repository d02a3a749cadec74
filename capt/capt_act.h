// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/capt_options.h"

#include <QTimer>

namespace cid {

/// cidcapt --cancel and --release: one question about a job, asked until a server answers or a minute is over. Used
/// once; lives on the main thread.
class CaptActRun : public QObject
{
    Q_OBJECT
public:
    explicit CaptActRun(const CaptOptions &options);

    /// As CidClient::start(); finished() follows.
    [[nodiscard]] Status start();

Q_SIGNALS:
    void finished(cid::ExitCode code);

private:
    void ask();
    void end(const Result<OkReply> &answer);

    const CaptOptions m_options;
    CidClient m_client;
    QTimer m_patience;
};

} // namespace cid
