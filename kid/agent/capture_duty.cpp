// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/capture_duty.h"

#include "kid/agent/capture_upload.h"
#include "kid/agent/limits.h"
#include "kid/deploy/capture_root.h"

#include <QLoggingCategory>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCapture, "cid.capture")

CaptureDuty::CaptureDuty(SerialWorker &worker, Machine &machine)
    : m_worker(worker)
    , m_machine(machine)
{ }

void CaptureDuty::begin(const CaptureOrder &order, Conversation *conversation,
                        const std::shared_ptr<DataChannel> &channel)
{
    m_conversation = conversation;
    m_cancel.cancel(); // cidd orders one at a time: whoever asked for the last one has gone.
    m_current = order.capture;
    m_cancel = CancelToken();
    qCInfo(lcCapture, "%ls: captured as %ls", qUtf16Printable(m_machine.name()),
           qUtf16Printable(order.image.toString()));
    const auto tell = [this](const CaptureProgress &progress) {
        QMetaObject::invokeMethod(this, [this, progress] { say(progress); }, Qt::QueuedConnection);
    };
    m_worker.run<Status>(
        [this, order, channel, tell, cancel = m_cancel](JobContext &) -> Status {
            if (m_machine.bootMode() != BootMode::Image) {
                return fail(
                    makeError(ErrorKind::Refused, "capture.no-image", u"No image runs here: nothing to be captured"_s));
            }
            CaptureUpload upload(channel, order.capture, cancel);
            return captureRoot({m_machine.rootFolder(), order, cancel, tell}, upload);
        },
        [this, order](const Status &status) {
            if (m_current == order.capture)
                m_current = 0;
            ended(order, status);
        });
}

void CaptureDuty::ended(const CaptureOrder &order, const Status &status)
{
    if (!status)
        qCWarning(lcCapture, "%ls: %ls", qUtf16Printable(order.image.toString()), qUtf16Printable(status.error().text));
    if (!status && m_conversation)
        m_conversation->ask(CaptureEnd{order.capture, status.error()}, answerPatience, [](const Result<Message> &) { });
}

void CaptureDuty::say(const CaptureProgress &progress)
{
    if (m_conversation && progress.capture == m_current)
        m_conversation->tell(progress);
}

void CaptureDuty::cancel()
{
    m_cancel.cancel();
}

void CaptureDuty::cancel(const CancelCapture &message)
{
    if (message.capture == m_current)
        cancel();
}

} // namespace cid
