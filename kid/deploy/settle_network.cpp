// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/settle_network.h"

#include "kid/personality/network_writer.h"

using namespace Qt::StringLiterals;

namespace cid {

SettleNetwork::SettleNetwork(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

bool SettleNetwork::isWanted() const
{
    const ImageDefinition &image = m_scene->input.order.definition;
    return image.network == NetworkSource::NodeDb && image.kind == ImageKind::Linux;
}

QString SettleNetwork::description() const
{
    return isWanted()
        ? u"write how %1 reaches the network (partition %2)"_s.arg(m_scene->input.order.node.name).arg(m_slot.number)
        : u"leave the network of the image in partition %1 alone"_s.arg(m_slot.number);
}

Status SettleNetwork::settle(JobContext &context, const QString &root) const
{
    const RootFiles files(context, root);
    const NetworkWriter writer(files);
    if (!isWanted())
        return writer.withdraw();
    const DeployOrder &order = m_scene->input.order;
    const InitSystem init = initSystemOf(context.files(), root, namedInit(order.definition.append));
    const Status written = writer.write(order.node, {m_scene->cards, m_scene->machine->bootArguments()}, init);
    return written ? quietCloudInit(files) : written;
}

Status SettleNetwork::run(JobContext &context)
{
    return m_scene->inside(context, m_slot, [&](const QString &root) { return settle(context, root); });
}

} // namespace cid
