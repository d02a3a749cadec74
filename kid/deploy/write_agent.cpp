// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/write_agent.h"

#include "kid/along/agent_program.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

bool isWanted(const DeployOrder &order)
{
    return order.definition.agent == AgentSource::Blancmange && order.definition.kind == ImageKind::Linux;
}

} // namespace

WriteAgent::WriteAgent(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

Status WriteAgent::check(Machine &machine, FileSystem &files, const DeployOrder &order)
{
    if (!isWanted(order) || machine.isPretended() || machine.bootMode() == BootMode::Image || !order.ownAgent.isEmpty())
        return {};
    const Status isFit = checkAgentProgram(files, machine.agentProgram());
    if (isFit)
        return {};
    return fail(makeError(
        ErrorKind::NotFound, "agent.none",
        u"%1 holds no cidkid, and none can be written into it: %2"_s.arg(order.image.toString(), isFit.error().text),
        {{u"image"_s, order.image.toString()}}));
}

QString WriteAgent::description() const
{
    return isWanted(m_scene->input.order) ? u"write cidkid and what starts it (partition %1)"_s.arg(m_slot.number)
                                          : u"leave the image's own cidkid alone in partition %1"_s.arg(m_slot.number);
}

Result<QByteArray> WriteAgent::program(JobContext &context, const AgentFiles &agent) const
{
    // A running image may be older than what was written into the slot.
    if (m_scene->machine->bootMode() == BootMode::Image && agent.isThere())
        return QByteArray();
    return readAgentProgram(context.files(), m_scene->machine->agentProgram());
}

Status WriteAgent::settle(JobContext &context, const QString &root) const
{
    const DeployOrder &order = m_scene->input.order;
    const AgentFiles agent(context, root);
    if (!isWanted(order))
        return agent.withdraw();
    const QString own = order.ownAgent;
    const InitSystem init = initSystemOf(context.files(), root, namedInit(order.definition.append));
    const Result<QByteArray> found = program(context, agent);
    const QString missing = init == InitSystem::None ? u"it starts nothing that notP knows"_s
        : found                                      ? QString()
                                                     : found.error().text;
    // An image that was prepared goes on as it was.
    if (!missing.isEmpty() && !own.isEmpty()) {
        context.step(u"the image's own %1 stays: %2"_s.arg(own, missing));
        return agent.withdraw();
    }
    if (!found)
        return fail(found.error());
    context.step(u"the image starts %1"_s.arg(initSystemName(init)));
    return agent.write(init, *found);
}

Status WriteAgent::run(JobContext &context)
{
    return m_scene->inside(context, m_slot, [&](const QString &root) { return settle(context, root); });
}

} // namespace cid
