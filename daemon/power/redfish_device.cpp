// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/redfish_device.h"

#include "daemon/power/limits.h"

#include <QJsonArray>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Error deviceError(const QUrl &url, const QString &text)
{
    return makeError(ErrorKind::Io, "power.device", url.toString() + u": "_s + text);
}

PowerState stateOf(const QJsonObject &system)
{
    const QString state = system.value("PowerState"_L1).toString();
    // PoweringOn and PoweringOff are on their way and neither.
    return state == "On"_L1 ? PowerState::On : state == "Off"_L1 ? PowerState::Off : PowerState::Unknown;
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        list.append(one.toString());
    return list;
}

/// An address that a controller gave, which must be its own: a password goes there.
std::optional<QUrl> within(const QUrl &server, const QString &path)
{
    const QUrl url = server.resolved(QUrl(path));
    const bool isOwn = url.scheme() == server.scheme() && url.host() == server.host() && url.port() == server.port();
    return isOwn && !path.isEmpty() ? std::optional(url) : std::nullopt;
}

QString lastPart(const QUrl &url)
{
    return url.path().section(u'/', -1, -1, QString::SectionSkipEmpty);
}

} // namespace

RedfishDevice::RedfishDevice(const PowerConf &conf)
    : PowerDevice(conf)
    , m_call(conf)
    , m_prepared(m_call.prepare())
{ }

QString RedfishDevice::resetType(PowerStep step, const QStringList &allowed)
{
    QStringList wanted;
    switch (step) {
    case PowerStep::On:
        wanted = {u"On"_s, u"ForceOn"_s};
        break;
    case PowerStep::SoftOff:
        wanted = {u"GracefulShutdown"_s};
        break;
    case PowerStep::Off:
        wanted = {u"ForceOff"_s};
        break;
    case PowerStep::Look:
        break;
    }
    if (allowed.isEmpty())
        return wanted.value(0);
    const auto fits =
        std::find_if(wanted.begin(), wanted.end(), [&](const auto &one) { return allowed.contains(one); });
    return fits == wanted.end() ? QString() : *fits;
}

void RedfishDevice::run(PowerStep step, const PowerTarget &target, const Done &done)
{
    if (!m_prepared) {
        done(fail(m_prepared.error()));
        return;
    }
    const Order order{step, target, done};
    find(order, [this, order](const Result<QUrl> &system) {
        if (system)
            look(*system, order);
        else
            order.done(fail(system.error()));
    });
}

void RedfishDevice::find(const Order &order, const Found &found)
{
    const auto known = m_systems.constFind(order.target.node);
    if (known != m_systems.constEnd()) {
        found(*known);
        return;
    }
    const QUrl root(u"https://"_s + filledIn(conf().address, order.target.node) + u"/redfish/v1/Systems"_s,
                    QUrl::StrictMode);
    if (!root.isValid() || root.host().isEmpty()) {
        found(fail(makeError(ErrorKind::Invalid, "power.device",
                             u"\"%1\" is no address"_s.arg(filledIn(conf().address, order.target.node)))));
        return;
    }
    m_call.get(root, [this, order, root, found](const Result<RedfishAnswer> &answer) {
        if (answer)
            choose(order, root, *answer, found);
        else
            found(fail(answer.error()));
    });
}

void RedfishDevice::choose(const Order &order, const QUrl &root, const RedfishAnswer &systems, const Found &found)
{
    const QString wanted = filledIn(conf().system, order.target.node);
    QStringList names;
    QList<QUrl> fitting;
    const QJsonArray members = systems.body.value("Members"_L1).toArray();
    for (const QJsonValue &member : members) {
        const auto url = within(root, member.toObject().value("@odata.id"_L1).toString());
        if (!url)
            continue;
        names.append(lastPart(*url));
        if (wanted.isEmpty() || lastPart(*url) == wanted)
            fitting.append(*url);
    }
    if (fitting.size() == 1) {
        m_systems.insert(order.target.node, fitting.first());
        found(fitting.first());
        return;
    }
    found(fail(deviceError(root,
                           names.isEmpty() ? u"the controller names no system"_s
                                           : u"the controller has the systems %1: name one as \"system\""_s.arg(
                                                 names.join(u", "_s).left(power::maxSaid)))));
}

void RedfishDevice::look(const QUrl &system, const Order &order)
{
    m_call.get(system, [this, system, order](const Result<RedfishAnswer> &answer) {
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            m_systems.remove(order.target.node); // A board was replaced: the next question looks again.
        if (!answer)
            order.done(fail(answer.error()));
        else if (order.step == PowerStep::Look)
            order.done(stateOf(answer->body));
        else
            reset(system, *answer, order);
    });
}

void RedfishDevice::reset(const QUrl &system, const RedfishAnswer &answer, const Order &order)
{
    const QJsonObject action = answer.body.value("Actions"_L1).toObject().value("#ComputerSystem.Reset"_L1).toObject();
    const auto target = within(system, action.value("target"_L1).toString());
    if (!target) {
        order.done(fail(deviceError(system, u"the controller names no way to reset it"_s)));
        return;
    }
    const QString info = action.value("@Redfish.ActionInfo"_L1).toString();
    const QStringList allowed = texts(action.value("ResetType@Redfish.AllowableValues"_L1));
    const auto described = within(system, info);
    if (!allowed.isEmpty() || !described) {
        resetTo(*target, allowed, order);
        return;
    }
    m_call.get(*described, [this, target = *target, order](const Result<RedfishAnswer> &told) {
        QStringList values;
        const QJsonArray parameters = told ? told->body.value("Parameters"_L1).toArray() : QJsonArray();
        for (const QJsonValue &one : parameters) {
            if (one.toObject().value("Name"_L1).toString() == "ResetType"_L1)
                values = texts(one.toObject().value("AllowableValues"_L1));
        }
        resetTo(target, values, order);
    });
}

void RedfishDevice::resetTo(const QUrl &target, const QStringList &allowed, const Order &order)
{
    const QString type = resetType(order.step, allowed);
    if (type.isEmpty()) {
        order.done(fail(makeError(ErrorKind::Invalid, "power.cannot",
                                  u"%1: the controller takes %2 alone"_s.arg(
                                      target.toString(), allowed.join(u", "_s).left(power::maxSaid)))));
        return;
    }
    m_call.send("POST", target, {{u"ResetType"_s, type}}, [order](const Result<RedfishAnswer> &answer) {
        if (answer)
            order.done(PowerState::Unknown);
        else
            order.done(fail(answer.error()));
    });
}

} // namespace cid
