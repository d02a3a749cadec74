// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/capt_act.h"

#include "capt/terminal.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds actPatience{60};

} // namespace

CaptActRun::CaptActRun(const CaptOptions &options)
    : m_options(options)
    , m_client(options.conf, ClientRole::Scheduler, options.key)
{
    connect(&m_client, &CidClient::connected, this, &CaptActRun::ask);
    connect(&m_client, &CidClient::tryFailed, this, [this](const Error &error, bool isFatal) {
        if (isFatal)
            end(fail(error));
    });
    m_patience.setSingleShot(true);
    m_patience.setInterval(actPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { end(fail(m_client.lastError())); });
}

Status CaptActRun::start()
{
    m_patience.start();
    return m_client.start();
}

void CaptActRun::ask()
{
    const auto take = [this](const Result<OkReply> &answer) {
        // Both may be asked twice: a connection that is lost on the way takes nothing with it.
        if (answer || !CidClient::isLinkError(answer.error()))
            end(answer);
    };
    if (m_options.act == CaptAct::Cancel)
        m_client.ask<OkReply>(CancelJobRequest{m_options.wish.job}, take);
    else
        m_client.ask<OkReply>(ReleaseRequest{m_options.wish.job}, take);
}

void CaptActRun::end(const Result<OkReply> &answer)
{
    m_patience.stop();
    if (!answer)
        writeError(u"cidcapt: "_s + printable(answer.error().text) + u'\n');
    Q_EMIT finished(answer ? ExitCode::Success : exitCodeOf(answer.error()));
}

} // namespace cid
