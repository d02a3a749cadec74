// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/answers.h"
#include "daemon/net/capture_desk.h"

namespace cid {

/// One operator's questions about the catalogue. Child of its link: with it everything ends that was asked for.
class ImageRequests : public QObject
{
public:
    /// \a who is the operator's name in the history.
    ImageRequests(Answers *answers, Link *link, QString who, ImageDesk &desk, CaptureDesk &captures);
    ~ImageRequests() override;

    /// False where the message is about something else.
    [[nodiscard]] bool take(const Envelope &envelope);

private:
    void handle(quint32 request, const ImageAddRequest &message);
    void handle(quint32 request, const ImageVerifyRequest &message);
    void handle(quint32 request, const ImageRemoveRequest &message);
    void handle(quint32 request, const ImageShowRequest &message);
    void handle(quint32 request, const ImageFilesRequest &message);
    void handle(quint32 request, const ImageDiffRequest &message);
    void handle(quint32 request, const CaptureRequest &message);

    /// Answers with what comes, as long as the link is there.
    template <typename Answer> [[nodiscard]] std::function<void(const Result<Answer> &)> answer(quint32 request);

    Answers *m_answers;
    Link *m_link;
    QString m_who;
    ImageDesk &m_desk;
    CaptureDesk &m_captures;
    ImageDesk::Stop m_stop = std::make_shared<std::atomic_bool>(false);
};

} // namespace cid
