// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/mark_slot.h"

#include "kid/deploy/current_image.h"
#include "kid/personality/root_files.h"

using namespace Qt::StringLiterals;

namespace cid {

MarkSlot::MarkSlot(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

QString MarkSlot::description() const
{
    return u"mark partition %1 as complete: %2"_s.arg(m_slot.number).arg(m_scene->input.order.image.toString());
}

Status MarkSlot::run(JobContext &context)
{
    const DeployOrder &order = m_scene->input.order;
    const QByteArray text = formatCurrentImage({order.image, order.digest, order.nonce, order.deployment});
    return m_scene->inside(context, m_slot, [&](const QString &root) -> Status {
        if (Status status = context.files().syncFileSystem(root); !status)
            return status;
        if (Status status = RootFiles(context, root).write({currentImagePath, 0644, text}); !status)
            return status;
        return context.files().removeInRoot(root, incompleteMarkPath);
    });
}

} // namespace cid
