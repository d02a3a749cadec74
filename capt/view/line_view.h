// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/view/job_view.h"

namespace cid {

/// One line for every change, for logs and pipes.
class LineView final : public JobView
{
    Q_OBJECT
public:
    explicit LineView(JobRun &run);

private:
    void show(const QStringList &nodes);
    void say(const QString &text);

    QHash<NodeName, QString> m_shown;
    QByteArray m_trouble; ///< the code of the interruption that was told last
};

} // namespace cid
