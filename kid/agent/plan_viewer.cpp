// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/plan_viewer.h"

#include "kid/agent/enrolment.h"
#include "kid/agent/limits.h"
#include "kid/agent/node_links.h"

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An order follows the greeting's answer at once where there is one.
constexpr auto orderPatience = 2s;

} // namespace

PlanViewer::PlanViewer(std::unique_ptr<Machine> machine, AgentTools tools, QObject *parent)
    : QObject(parent)
    , m_machine(std::move(machine))
    , m_tools(tools)
    , m_worker(tools.pool, tools.runner, tools.files)
{ }

PlanViewer::~PlanViewer()
{
    m_tools.pool->waitForDone();
}

void PlanViewer::start()
{
    m_worker.run<Result<BootedSystem>>([this](JobContext &context) { return bootMachine(*m_machine, context); },
                                       [this](const Result<BootedSystem> &system) { booted(system); });
}

void PlanViewer::booted(const Result<BootedSystem> &system)
{
    if (!system) {
        finish(fail(system.error()));
        return;
    }
    m_system = *system;
    if (m_system.key)
        connectAsNode(*m_system.key);
    else
        enrol();
}

void PlanViewer::enrol()
{
    const Result<LinkClientOptions> link = enrolmentLink(*m_tools.conf, m_machine->name());
    if (!link) {
        finish(fail(link.error()));
        return;
    }
    auto *enrolment = new Enrolment(*link, enrolRequest(m_system), this);
    connect(enrolment, &Enrolment::failed, this, [this](const Error &error) { finish(fail(error)); });
    connect(enrolment, &Enrolment::enrolled, this, &PlanViewer::connectAsNode);
    enrolment->start();
}

void PlanViewer::connectAsNode(const NodeKey &key)
{
    auto *client = new LinkClient(nodeLink(*m_tools.conf, key), this);
    connect(client, &LinkClient::connected, this, &PlanViewer::greet);
    connect(client, &LinkClient::failed, this, [this](const Error &error) { finish(fail(error)); });
    client->start();
}

void PlanViewer::greet(Link *link)
{
    link->setParent(this);
    m_conversation = new Conversation(link, link);
    connect(m_conversation, &Conversation::received, this, &PlanViewer::take);
    m_conversation->ask(nodeReport(m_system), answerPatience, [this](const Result<Message> &answer) {
        if (!answer) {
            finish(fail(answer.error()));
            return;
        }
        QTimer::singleShot(orderPatience, this, [this] {
            if (!m_isTaken)
                finish(u"No order waits for this node: nothing would be done.\n"_s);
        });
    });
}

void PlanViewer::take(const Envelope &envelope)
{
    const auto *order = std::get_if<OrderMessage>(&envelope.message);
    if (!order || std::exchange(m_isTaken, true))
        return;
    DeployInput input;
    input.order = order->order;
    input.imageKeys = m_tools.conf->imageKeys;
    input.requireSignature = m_tools.conf->requireSignature;
    m_worker.run<Result<QString>>(
        [this, input](JobContext &context) -> Result<QString> {
            const Result<DeployPlan> plan = DeployPlan::make(*m_machine, context, input);
            if (!plan)
                return fail(plan.error());
            return plan->preview();
        },
        [this](const Result<QString> &preview) { planned(preview); });
}

void PlanViewer::planned(const Result<QString> &preview)
{
    // Why nothing may be written is an answer, too.
    if (!preview && preview.error().kind != ErrorKind::Io)
        finish(u"Nothing would be written: %1\n"_s.arg(preview.error().text));
    else
        finish(preview);
}

void PlanViewer::finish(const Result<QString> &text)
{
    if (std::exchange(m_isOver, true))
        return;
    if (text)
        Q_EMIT viewed(*text);
    else
        Q_EMIT failed(text.error());
}

} // namespace cid
