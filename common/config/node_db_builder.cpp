// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/node_db_builder.h"

#include "common/config/mac_address.h"

#include <set>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr KeyRule layoutRule{"layout", ValueType::Choice, "how the disk is divided",
                             "grub-msdos|grub-gpt|grub-gpt-bios|yaboot"};
constexpr KeyRule bootRule{"boot", ValueType::Choice, "how the node gets into what comes next", "reboot|kexec"};
constexpr KeyRule nodeKindRule{"kind", ValueType::Choice, "which images the node takes", "linux|darwin"};
constexpr KeyRule installRule{"install", ValueType::Choice, "whether Blancmange installs without asking",
                              "auto|manual"};
constexpr KeyRule deployRule{"deploy", ValueType::Choice, "who may deploy here", "scheduler|operator|never"};
constexpr KeyRule groupsRule{"groups", ValueType::Words, "the groups that the node belongs to"};
constexpr KeyRule diskRule{"disk", ValueType::Text,
                           "by-id:NAME, by-path:PLACE, serial:TEXT, wwn:TEXT, size:512G or model:TEXT"};
constexpr KeyRule imageRule{"image", ValueType::Text, "the image that the node has by default"};
constexpr KeyRule consoleRule{"console", ValueType::Text, "the kernel's console, such as ttyS0,115200"};
constexpr KeyRule powerRule{"power", ValueType::Text, "the section of power.conf that switches the machine"};
constexpr KeyRule archRule{"arch", ValueType::Text, "the machine's architecture as uname -m says it"};

constexpr KeyRule gatewayRule{"gateway", ValueType::Words,
                              "the way out of the node's networks: one address, or one of each family"};
constexpr KeyRule dnsRule{"dns", ValueType::Words, "addresses of name servers, three at most"};
constexpr KeyRule dhcpRule{"address", ValueType::Words,
                           "dhcp: the card through which the nodes reach cidd asks for its address"};

constexpr KeyRule nodeKeys[] = {
    {"mac", ValueType::Words, "hardware addresses; for many nodes a pattern such as 52:54:00:00:00:[01-80]"},
    {"ip", ValueType::Text, "the node's address"},
    {"address", ValueType::Words,
     "the address with its prefix, such as 10.0.0.7/24, of the card through which the node reaches cidd; dhcp: it "
     "asks; "
     "for many nodes a pattern such as 10.0.0.[1-128]/24"},
    gatewayRule,
    dnsRule,
    {"serial", ValueType::Text, "the machine's serial number"},
    groupsRule,
    diskRule,
    layoutRule,
    imageRule,
    bootRule,
    consoleRule,
    archRule,
    nodeKindRule,
    installRule,
    deployRule,
    powerRule,
};
constexpr KeyRule groupKeys[] = {
    {"nodes", ValueType::Words, "a host list"},
    dhcpRule,
    gatewayRule,
    dnsRule,
    diskRule,
    layoutRule,
    imageRule,
    bootRule,
    consoleRule,
    archRule,
    nodeKindRule,
    installRule,
    deployRule,
    powerRule,
};
constexpr KeyRule defaultKeys[] = {groupsRule,   dhcpRule,    gatewayRule, dnsRule,     diskRule,
                                   layoutRule,   imageRule,   bootRule,    consoleRule, archRule,
                                   nodeKindRule, installRule, deployRule,  powerRule};
constexpr KeyRule partitionKeys[] = {
    {"size", ValueType::Size, "how large it is"},
    {"fs", ValueType::Choice, "its file system", "ext4|xfs|none"},
    {"keep", ValueType::YesNo, "whether it survives every reinstallation"},
};
constexpr SectionRule nodeDbSections[] = {{"node", true, nodeKeys},
                                          {"group", true, groupKeys},
                                          {"node-defaults", false, defaultKeys},
                                          {"partition", true, partitionKeys}};
constexpr Schema nodeDbRules{"node_db", nodeDbSections};

void apply(const Section &section, NodeDefinition &node)
{
    const SectionReader reader(section);
    reader.text("disk", node.diskSelector);
    reader.text("layout", node.layout);
    reader.text("image", node.image);
    reader.text("boot", node.boot);
    reader.text("console", node.console);
    reader.text("arch", node.arch);
    reader.choice(nodeKindRule, node.kind);
    reader.choice(installRule, node.install);
    reader.choice(deployRule, node.deploy);
    reader.text("power", node.power);
    NodeNetworks::apply(section, node);
}

// What names a folder of overlays, a partition's label, a word of a host list.
Status checkName(const QString &name, const Place &place, const QString &kind)
{
    if (isValidNodeName(name))
        return {};
    return fail(placedError(
        "config.bad-value", place,
        u"found \"%1\", expected %2's name: letters, digits, '-', '.' and '_', the first no '-' or '.'"_s.arg(
            name.left(60), kind)));
}

Status checkGroups(const Section &section)
{
    const SectionReader reader(section);
    QStringList groups;
    reader.words("groups", groups);
    for (const QString &group : std::as_const(groups)) {
        const Status status = checkName(group, reader.place("groups"), u"a group"_s);
        if (!status)
            return status;
    }
    return {};
}

// A name, or a full name.
Status checkImage(const Section &section)
{
    const SectionReader reader(section);
    QString image;
    reader.text("image", image);
    if (image.isEmpty() || ImageId::isValidName(image))
        return {};
    return fail(
        placedError("config.bad-value", reader.place("image"),
                    u"found \"%1\", expected an image's name or NAME-VERSION-SUBVERSION"_s.arg(image.left(60))));
}

Status checkPower(const Section &section)
{
    const SectionReader reader(section);
    QString power;
    reader.text("power", power);
    return power.isEmpty() ? Status() : checkName(power, reader.place("power"), u"a section of power.conf"_s);
}

Status checkNames(const Section &section)
{
    for (const Status &status :
         {checkGroups(section), checkImage(section), checkPower(section), NodeNetworks::check(section)}) {
        if (!status)
            return status;
    }
    return {};
}

Result<QStringList> expandAt(const QString &hosts, const Place &place)
{
    auto names = expandHostList(hosts);
    if (!names)
        return fail(placedError(names.error().code.constData(), place, names.error().text));
    return names;
}

} // namespace

const Schema &nodeDbSchema()
{
    return nodeDbRules;
}

Result<NodeDb> NodeDbBuilder::build(const Document &document)
{
    for (const Section &section : document.sections()) {
        if (section.type == "node-defaults"_L1)
            m_defaults = &section;
    }
    const auto each = [&](QLatin1StringView type, Status (NodeDbBuilder::*read)(const Section &)) {
        Status status;
        for (const Section &section : document.sections()) {
            if (status && section.type == type)
                status = (this->*read)(section);
        }
        return status;
    };
    Status status;
    for (const Section &section : document.sections()) {
        if (status)
            status = checkNames(section);
    }
    if (status)
        status = each("partition"_L1, &NodeDbBuilder::readPartition);
    if (status)
        status = each("group"_L1, &NodeDbBuilder::readGroup);
    if (status)
        status = each("node"_L1, &NodeDbBuilder::readNodes);
    if (!status)
        return fail(status.error());
    fillGroups();
    return m_db;
}

Status NodeDbBuilder::readPartition(const Section &section)
{
    const Status named = checkName(section.name, section.place, u"a partition"_s);
    if (!named)
        return named;
    PartitionDefinition partition;
    partition.name = section.name;
    partition.fileSystem = u"ext4"_s;
    const SectionReader reader(section);
    reader.size("size", partition.size);
    reader.text("fs", partition.fileSystem);
    reader.yesNo("keep", partition.keep);
    m_db.m_partitions.append(partition);
    return {};
}

Status NodeDbBuilder::readGroup(const Section &section)
{
    const Status named = checkName(section.name, section.place, u"a group"_s);
    if (!named)
        return named;
    m_sectionsOf[section.name].append(m_groupSections.size());
    m_groupSections.append(&section);
    QStringList &members = m_db.m_groups[section.name];
    for (const Setting *setting : section.find(u"nodes")) {
        const auto names = expandAt(setting->value, setting->valuePlace);
        if (!names)
            return fail(names.error());
        members += *names;
        for (const NodeName &name : *names)
            m_memberOf[name].insert(section.name);
    }
    return {};
}

Status NodeDbBuilder::readMacs(const Section &section, const QStringList &names)
{
    QStringList macs;
    for (const Setting *setting : section.find(u"mac")) {
        QStringList words;
        SectionReader(section).words("mac", words);
        for (const QString &word : words) {
            const QStringList some = expandMacs(word);
            if (some.isEmpty()) {
                return fail(placedError(
                    "config.bad-value", setting->valuePlace,
                    u"found \"%1\", expected a hardware address such as 52:54:00:12:34:56"_s.arg(word.left(60))));
            }
            macs += some;
        }
        break; // words() gave those of all lines.
    }
    if (macs.isEmpty())
        return {};
    const Place place = SectionReader(section).place("mac");
    if (names.size() > 1 && macs.size() != names.size()) {
        return fail(placedError("config.bad-value", place,
                                u"found %1 hardware addresses for %2 nodes"_s.arg(macs.size()).arg(names.size())));
    }
    for (qsizetype i = 0; i < macs.size(); ++i) {
        if (m_macPlaces.contains(macs[i])) {
            return fail(placedError("config.repeated", place,
                                    u"found the hardware address %1 again; the first time at %2"_s.arg(
                                        macs[i], m_macPlaces.value(macs[i]).toString())));
        }
        m_macPlaces.insert(macs[i], place);
        m_macs[names.size() > 1 ? names[i] : names.first()].append(macs[i]);
    }
    return {};
}

Status NodeDbBuilder::readNodes(const Section &section)
{
    const auto names = expandAt(section.name, section.place);
    if (!names)
        return fail(names.error());
    if (Status status = readMacs(section, *names); !status)
        return status;
    if (Status status = m_networks.read(section, *names); !status)
        return status;
    for (const QString &name : *names) {
        NodeDefinition node;
        node.name = name;
        node.boot = u"reboot"_s;
        const Status added = addNode(node, section);
        if (!added)
            return added;
    }
    return {};
}

Status NodeDbBuilder::addNode(NodeDefinition node, const Section &section)
{
    if (m_nodePlaces.contains(node.name)) {
        return fail(placedError("config.repeated", section.place,
                                u"found the node %1 again; the first time at %2"_s.arg(
                                    node.name, m_nodePlaces.value(node.name).toString())));
    }
    m_nodePlaces.insert(node.name, section.place);
    const SectionReader reader(section);
    if (m_defaults) {
        apply(*m_defaults, node);
        SectionReader(*m_defaults).words("groups", node.groups);
    }
    reader.words("groups", node.groups);
    applyGroups(node);
    apply(section, node);
    reader.text("ip", node.ip);
    reader.text("serial", node.serial);
    node.macs = m_macs.value(node.name);
    if (Status status = m_networks.settle(section, node); !status)
        return status;
    m_db.m_index.insert(node.name, m_db.m_nodes.size());
    if (const qsizetype dot = node.name.indexOf(u'.'); dot > 0)
        m_db.m_shortNames.insert(node.name.left(dot));
    m_db.m_nodes.append(node);
    return {};
}

void NodeDbBuilder::applyGroups(NodeDefinition &node) const
{
    const QSet<QString> own(node.groups.begin(), node.groups.end());
    // In the order in which the file has them: the last one that says something of a key wins.
    std::set<qsizetype> places;
    for (const QString &name : own + m_memberOf.value(node.name)) {
        const QList<qsizetype> of = m_sectionsOf.value(name);
        places.insert(of.begin(), of.end());
    }
    for (const qsizetype place : places) {
        const Section *group = m_groupSections.at(place);
        if (!own.contains(group->name) && !node.groups.contains(group->name))
            node.groups.append(group->name);
        apply(*group, node);
    }
}

void NodeDbBuilder::fillGroups()
{
    QHash<QString, QSet<QString>> present;
    for (auto it = m_db.m_groups.cbegin(); it != m_db.m_groups.cend(); ++it)
        present.insert(it.key(), QSet<QString>(it.value().begin(), it.value().end()));
    for (const NodeDefinition &node : std::as_const(m_db.m_nodes)) {
        for (const QString &group : node.groups) {
            if (!present[group].contains(node.name)) {
                present[group].insert(node.name);
                m_db.m_groups[group].append(node.name);
            }
        }
    }
}

} // namespace cid
