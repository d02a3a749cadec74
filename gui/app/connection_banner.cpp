// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/connection_banner.h"

#include "gui/nodes/node_table.h"
#include "gui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace cid {

using namespace Qt::StringLiterals;

ConnectionBanner::ConnectionBanner(Session &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_text(new QLabel)
    , m_retry(new QPushButton(tr("Try now")))
{
    setAccessibleName(tr("Connection"));
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 5);
    m_text->setWordWrap(true);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_session.client().retryNow(); });
    connect(&session.client(), &CidClient::connected, this, &ConnectionBanner::refresh);
    connect(&session.client(), &CidClient::disconnected, this, &ConnectionBanner::refresh);
    connect(&session.client(), &CidClient::tryFailed, this, &ConnectionBanner::refresh);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionBanner::refresh);
    m_timer.start(1'000);
    refresh();
}

void ConnectionBanner::refresh()
{
    const bool isUp = m_session.client().isConnected();
    setVisible(!isUp);
    if (isUp)
        return;
    const QPalette whole = parentWidget() ? parentWidget()->palette() : QPalette();
    QPalette shade = whole;
    shade.setColor(QPalette::Window, mixed(whole.color(QPalette::Window), accentColour(Accent::Waiting, whole), 0.25));
    setPalette(shade);
    QString text = m_session.lostAt() > 0 ? tr("Not connected for %1; what you see is that old.")
                                                .arg(durationText(m_session.board().now() - m_session.lostAt()))
                                          : tr("Connecting to %1…").arg(m_session.title());
    if (!m_session.client().lastError().text.isEmpty())
        text += u' ' + m_session.client().lastError().text;
    m_text->setText(text);
}

} // namespace cid
