// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/doctor/server_checks.h"

#include "common/config/host_list.h"

#include <algorithm>
#include <map>

namespace cid::doctor {

using namespace Qt::StringLiterals;

namespace {

struct StateAdvice
{
    NodeState state;
    Severity severity;
    QByteArray code;
    const char *what;
    const char *why;
    const char *remedy;
};

const StateAdvice advices[] = {
    {NodeState::Failed, Severity::Warning, "nodes.failed", "failed", "no job begins on them",
     "cidctl node show NODE has the reason; the next job tries again"},
    {NodeState::Lost, Severity::Warning, "nodes.lost", "lost: nothing is heard of them", "no job begins on them",
     "cidctl power status NODE, or look at their console; they go on when they are back"},
    {NodeState::NotArmed, Severity::Warning, "nodes.not-armed", "waiting for an operator",
     "their disk is foreign, ambiguous or missing, and nothing is written to it",
     "cidctl node show NODE names the disk and the way on"},
    {NodeState::Starting, Severity::Note, "nodes.starting", "getting ready",
     "what image_db says of a ready node is not true there yet", "cidctl node show NODE says what they wait for"},
    {NodeState::Unknown, Severity::Note, "nodes.unknown", "never heard of", "no job can bring them anywhere",
     "switch them on; mac in node_db has to be theirs"},
};

QString nodesText(QStringList names)
{
    std::sort(names.begin(), names.end());
    return u"%1 node%2 (%3)"_s.arg(names.size()).arg(names.size() == 1 ? u""_s : u"s"_s, foldHostList(names));
}

bool isThere(const ImagesReply &images, const QString &name, const QString &version)
{
    return std::any_of(images.images.begin(), images.images.end(),
                       [&](const CatalogueImage &image) { return image.id.toString() == name + u'-' + version; });
}

} // namespace

CheckedPart checkConnection(const Error &error, const QString &server)
{
    CheckedPart part{u"server"_s, {}};
    Finding finding{Severity::Fault, error.code, error.text, {}, {}};
    if (error.code == "link.wrong-server") {
        finding.why = u"nobody tells this server a secret: it is another one, or identity.pem was made anew"_s;
        finding.remedy = u"copy the right identity.pem back, or hand out the new server_fingerprint"_s;
    } else if (error.code == "link.refused") {
        finding.why = u"the key is not one that the server knows"_s;
        finding.remedy = u"compare operator_key with the server's; systemctl reload cidd takes new ones over"_s;
    } else {
        finding.why = u"jobs that need another image wait"_s;
        finding.remedy =
            u"systemctl status cidd on %1; then is port and firewall between here and there right?"_s.arg(server);
    }
    part.findings.append(finding);
    return part;
}

CheckedPart checkImages(const ImagesReply &images)
{
    CheckedPart part{u"images"_s, {}};
    for (const QString &problem : images.problems)
        part.findings.append({Severity::Fault, "images.problem", problem, u"cidd does not hand it out"_s,
                              u"cidctl image verify IMAGE says more; mkimg.linux packs it anew"_s});
    for (const ImageDefinition &definition : images.definitions) {
        if (definition.current.isEmpty() || isThere(images, definition.name, definition.current))
            continue;
        part.findings.append(
            {Severity::Fault, "images.not-there",
             u"image_db says that %1 is %1-%2, and there is no such image"_s.arg(definition.name, definition.current),
             u"jobs for it are refused"_s, u"cidctl image add FILE, or another current in image_db"_s});
    }
    for (const CatalogueImage &image : images.images) {
        if (image.isCurrent && !image.startProblem.isEmpty())
            part.findings.append({Severity::Warning, "images.no-start",
                                  u"%1: %2"_s.arg(image.id.toString(), image.startProblem),
                                  u"no real machine can start it"_s,
                                  u"put a kernel and its initrd into it, or name them in image_db"_s});
    }
    if (images.images.isEmpty())
        part.findings.append({Severity::Warning, "images.none", u"There is no image"_s,
                              u"no job can bring a node anywhere"_s,
                              u"mkimg.linux makes one, cidctl image add adds it"_s});
    return part;
}

CheckedPart checkNodes(const QList<NodeStatus> &nodes)
{
    CheckedPart part{u"nodes"_s, {}};
    std::map<NodeState, QStringList> byState;
    QStringList claimed;
    QStringList doubtful;
    for (const NodeStatus &node : nodes) {
        byState[node.state].append(node.name);
        if (!node.conflict.isEmpty())
            claimed.append(u"%1: %2"_s.arg(node.name, node.conflict));
        if (node.inDoubt)
            doubtful.append(node.name);
    }
    for (const StateAdvice &advice : advices) {
        const auto found = byState.find(advice.state);
        if (found == byState.end())
            continue;
        part.findings.append({advice.severity, advice.code,
                              nodesText(found->second) + u' ' + QString::fromLatin1(advice.what),
                              QString::fromLatin1(advice.why), QString::fromLatin1(advice.remedy)});
    }
    for (const QString &claim : std::as_const(claimed))
        part.findings.append({Severity::Warning, "nodes.claimed", claim, u"somebody claimed to be that node"_s,
                              u"the note has both addresses: mend node_db or the cable"_s});
    if (!doubtful.isEmpty())
        part.findings.append(
            {Severity::Note, "nodes.doubt", nodesText(doubtful) + u" not heard of since cidd started"_s,
             u"what stands there was true before"_s, u"wait for their report; after stage_timeout they are lost"_s});
    if (nodes.isEmpty())
        part.findings.append({Severity::Warning, "nodes.none", u"node_db names no node"_s,
                              u"there is nothing to bring anywhere"_s,
                              u"cidctl discovered shows machines that wait, cidctl node adopt names them"_s});
    return part;
}

CheckedPart checkDiscovered(const QList<DiscoveredMachine> &machines)
{
    CheckedPart part{u"machines without a name"_s, {}};
    if (!machines.isEmpty())
        part.findings.append({Severity::Note, "machines.unknown",
                              u"%1 machine(s) asked for a name that node_db does not have"_s.arg(machines.size()),
                              u"they wait in Blancmange"_s, u"cidctl discovered, then cidctl node adopt"_s});
    return part;
}

CheckedPart checkPower(const QList<PowerRow> &rows)
{
    CheckedPart part{u"power"_s, {}};
    std::map<QString, QStringList> byProblem;
    for (const PowerRow &row : rows) {
        if (!row.problem.isEmpty())
            byProblem[row.problem].append(row.node);
    }
    for (const auto &[problem, names] : byProblem)
        part.findings.append({Severity::Warning, "power.problem", nodesText(names) + u": "_s + problem,
                              u"jobs cannot switch them on, nor cycle them where they hang"_s,
                              u"cidctl power status NODE asks again; addresses and passwords are in power.conf"_s});
    return part;
}

CheckedPart checkNode(const NodeDetail &node, const ImagesReply &images)
{
    CheckedPart part = checkNodes({node.status});
    part.name = node.status.name;
    const QString &name = node.status.name;
    if (!node.status.failure.reason.isEmpty())
        part.findings.append({Severity::Warning, node.status.failure.code,
                              u"%1: %2"_s.arg(name, node.status.failure.reason), u"this is how its last way ended"_s,
                              u"cidctl node show %1 has the last lines of its log"_s.arg(name)});
    if (node.definition.macs.isEmpty())
        part.findings.append({Severity::Warning, "node.no-mac", u"node_db has no mac for %1"_s.arg(name),
                              u"a machine that starts from the network cannot be told to be this node"_s,
                              u"cidctl node adopt --as %1, or mac = in node_db"_s.arg(name)});
    if (!node.status.connected)
        part.findings.append({Severity::Warning, "node.away", u"%1 is not connected"_s.arg(name),
                              u"it gets no order until it is"_s,
                              u"is it on, does it start Blancmange or its image, does it reach cidd's port?"_s});
    if (node.definition.power.isEmpty())
        part.findings.append({Severity::Note, "node.no-power", u"node_db says no power for %1"_s.arg(name),
                              u"nobody can switch it from here, and jobs cannot cycle it where it hangs"_s,
                              u"power = SECTION in node_db, with a section of power.conf"_s});
    const QString image = node.definition.image;
    const bool isKnown = image.isEmpty()
        || std::any_of(images.definitions.begin(), images.definitions.end(),
                       [&image](const ImageDefinition &one) { return one.name == image; });
    if (!isKnown)
        part.findings.append({Severity::Warning, "node.no-image",
                              u"node_db gives %1 the image %2, which image_db does not have"_s.arg(name, image),
                              u"it cannot be brought there"_s, u"mend image in node_db"_s});
    return part;
}

} // namespace cid::doctor
