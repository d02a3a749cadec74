// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/cid_conf.h"

#include "common/base/ids.h"
#include "common/config/limits.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *holdChoices = "no|yes|strict";
constexpr KeyRule captHoldsRule{"capt_holds", ValueType::Choice, "the same as holds of a scheduler, for capt_key",
                                holdChoices};
constexpr KeyRule cidKeys[] = {
    {"server", ValueType::Words, "where cidd listens: host or host:port; several are tried in their order"},
    {"server_fingerprint", ValueType::Words, "SHA-256 of the server's public key, as cidd --genkey prints it"},
    {"listen", ValueType::Text, "the address that cidd listens on; all where it is missing"},
    {"port", ValueType::Number, "TCP port of cidd", "", 1, 65535},
    {"http_port", ValueType::Number, "TCP port of the boot files", "", 1, 65535},
    {"metrics_port", ValueType::Number,
     "TCP port on 127.0.0.1 from which Prometheus reads figures; 0, the default: none", "", 0, 65535},
    {"key", ValueType::Path, "the key by which machines ask for their own"},
    {"capt_key", ValueType::Path, "the scheduler's key, where it needs no name"},
    captHoldsRule,
    {"operator_key", ValueType::Path, "the operators' key, where they need no names; it allows everything"},
    {"identity", ValueType::Path, "the server's private key and certificate"},
    {"node_master", ValueType::Path, "what the nodes' own keys are derived from"},
    {"key_group", ValueType::Text, "the group that may read key files of mode 0440"},
    {"node_db", ValueType::Path, "the nodes"},
    {"image_db", ValueType::Path, "the images"},
    {"power_conf", ValueType::Path, "how machines are switched on and off; root's"},
    {"top_config", ValueType::Path, "what Blancmange is made of; operators edit it over the network"},
    {"image_dir", ValueType::Path, "where image files lie"},
    {"image_roots", ValueType::Words,
     "more folders below which the paths of image_db may lie, once links are resolved"},
    {"overlay_dir", ValueType::Path,
     "files that go over an image: image/NAME, group/NAME, node/NAME; below secret/ for nodes with kept keys"},
    {"boot_dir", ValueType::Path, "where Blancmange's kernel, initramfs and the network's boot loaders lie"},
    {"boot_append", ValueType::Text,
     "more words for the kernel of Blancmange from the network: console=ttyS0,115200n8"},
    {"state_dir", ValueType::Path, "where cidd keeps its state"},
    {"database", ValueType::Text, "a file or postgresql://user@host/name; state.db in state_dir where it is missing"},
    {"debug", ValueType::Number, "0 warnings, 1 to 4 also information, 5 to 9 everything", "", 0, 9},
    {"exit_codes", ValueType::Choice, "what cidcapt's exit codes mean", "plain|moab|torque|slurm|openpbs"},
    {"deadline", ValueType::Duration, "how long a job may take that names no deadline"},
    {"stage_timeout", ValueType::Duration, "how long a node may stay in one stage without progress"},
    {"order_timeout", ValueType::Duration, "how long a node may take to begin with an order, switched off or not"},
    {"retries", ValueType::Number, "how often a failed stage is tried again", "", 0, 10},
    {"power_cycles", ValueType::Number,
     "how often a job switches a machine off and on that says nothing, where power_conf can", "", 0, 10},
    {"heartbeat", ValueType::Duration, "how often silent peers ask for a sign of life"},
    {"image_keys", ValueType::Words, "public keys that may sign images, as mkimg.linux --genkey prints them"},
    {"require_signature", ValueType::YesNo, "whether every unsigned image is refused, whatever image_db says"},
    {"unproved_per_address", ValueType::Number, "connections of one address that have not proved themselves", "", 1,
     65535},
    {"threads", ValueType::Number,
     "threads for connections, and as many that send images; one a core, 8 at most, without it", "", 1, 64},
};
constexpr KeyRule buildKeys[] = {
    {"socket", ValueType::Path, "the Unix socket on which cidd asks cid-build"},
    {"user", ValueType::Text, "who may ask besides root: the user that runs cidd"},
    {"roots", ValueType::Words, "folders below which everything lies that images may be made of"},
    {"folder", ValueType::Path, "where cid-build keeps its history, logs, cache and results"},
    {"blancmange", ValueType::Path,
     "the folder with Blancmange's init and recipes; the installed one where it is missing"},
    {"queue", ValueType::Number, "builds that may wait", "", 1, 1000},
    {"deadline", ValueType::Duration, "how long one build may take"},
};
constexpr KeyRule holdsRule{"holds", ValueType::Choice,
                            "whether its jobs keep their nodes: no; until they are released, its next job wants the "
                            "node or the time in hold is over (yes, the default); until they are released (strict)",
                            holdChoices};
constexpr KeyRule operatorKeyRules[] = {
    {"key", ValueType::Path, "the key file; NAME.key beside cid.conf where it is missing"},
    {"rights", ValueType::Words, "watch, deploy, install, wipe, edit, build, power, release, rollout, or all"},
};
constexpr KeyRule schedulerKeyRules[] = {
    {"key", ValueType::Path, "the key file; NAME.key beside cid.conf where it is missing"},
    {"rights", ValueType::Words, "some of deploy, watch, install, power, release"},
    holdsRule,
    {"hold", ValueType::Duration,
     "how long a job keeps its nodes at most; 7 days with holds = yes, no end with strict"},
};
constexpr SectionRule cidConfSections[] = {{"cid", false, cidKeys},
                                           {"build", false, buildKeys},
                                           {"operator", true, operatorKeyRules},
                                           {"scheduler", true, schedulerKeyRules}};
constexpr Schema cidConfRules{"cid.conf", cidConfSections};

/// The values of a key that holds 32 bytes in hexadecimal digits, as lower-case digits.
Result<QList<QByteArray>> readDigits(const SectionReader &reader, const char *key)
{
    QStringList words;
    reader.words(key, words);
    QList<QByteArray> all;
    for (const QString &word : words) {
        const QByteArray hex = word.toLatin1().toLower();
        if (hex.size() != 64 || QByteArray::fromHex(hex).toHex() != hex) {
            return fail(placedError("config.bad-value", reader.place(key),
                                    u"found \"%1\", expected 64 hexadecimal digits"_s.arg(word.left(80))));
        }
        all.append(hex);
    }
    return all;
}

Status readServers(const SectionReader &reader, CidConf &conf)
{
    QStringList servers;
    reader.words("server", servers);
    for (const QString &text : servers) {
        const auto endpoint = parseEndpoint(text);
        if (!endpoint) {
            return fail(placedError("config.bad-value", reader.place("server"),
                                    u"found \"%1\", expected host or host:port"_s.arg(text)));
        }
        conf.servers.append(*endpoint);
    }
    const auto fingerprints = readDigits(reader, "server_fingerprint");
    const auto imageKeys = readDigits(reader, "image_keys");
    if (!fingerprints || !imageKeys)
        return fail(fingerprints ? imageKeys.error() : fingerprints.error());
    conf.fingerprints += *fingerprints;
    for (const QByteArray &hex : *imageKeys)
        conf.imageKeys.append(QByteArray::fromHex(hex));
    return {};
}

Status checkRoots(const SectionReader &reader, const char *key, const QStringList &roots)
{
    for (const QString &root : roots) {
        if (!root.startsWith(u'/') || QDir::cleanPath(root) != root || root == u"/")
            return fail(placedError("config.bad-value", reader.place(key),
                                    u"found \"%1\", expected absolute paths of folders, not / itself"_s.arg(root)));
    }
    return {};
}

Status readSection(const SectionReader &reader, CidConf &conf)
{
    reader.text("listen", conf.listen);
    reader.number("port", conf.port);
    reader.number("http_port", conf.httpPort);
    reader.number("metrics_port", conf.metricsPort);
    reader.path("key", conf.key);
    reader.path("capt_key", conf.captKey);
    reader.path("operator_key", conf.operatorKey);
    reader.path("identity", conf.identity);
    reader.path("node_master", conf.nodeMaster);
    reader.text("key_group", conf.keyGroup);
    reader.choice(captHoldsRule, conf.captHolds);
    reader.path("node_db", conf.nodeDb);
    reader.path("image_db", conf.imageDb);
    reader.path("power_conf", conf.powerConf);
    reader.path("top_config", conf.topConfig);
    reader.path("image_dir", conf.imageDir);
    reader.words("image_roots", conf.imageRoots);
    reader.path("overlay_dir", conf.overlayDir);
    reader.path("boot_dir", conf.bootDir);
    reader.text("boot_append", conf.bootAppend);
    reader.path("state_dir", conf.stateDir);
    reader.text("database", conf.database);
    reader.number("debug", conf.debug);
    reader.text("exit_codes", conf.exitCodes);
    reader.duration("deadline", conf.deadline);
    reader.duration("stage_timeout", conf.stageTimeout);
    reader.duration("order_timeout", conf.orderTimeout);
    reader.number("retries", conf.retries);
    reader.number("power_cycles", conf.powerCycles);
    reader.duration("heartbeat", conf.heartbeat);
    reader.number("unproved_per_address", conf.unprovedPerAddress);
    reader.number("threads", conf.threads);
    reader.yesNo("require_signature", conf.requireSignature);
    const Status rooted = checkRoots(reader, "image_roots", conf.imageRoots);
    return rooted ? readServers(reader, conf) : rooted;
}

Status readBuild(const SectionReader &reader, BuildConf &build)
{
    reader.path("socket", build.socket);
    reader.text("user", build.user);
    reader.words("roots", build.roots);
    reader.path("folder", build.folder);
    reader.path("blancmange", build.blancmange);
    reader.number("queue", build.queue);
    reader.duration("deadline", build.deadline);
    return checkRoots(reader, "roots", build.roots);
}

Status readRights(const SectionReader &reader, ClientKeyConf &key)
{
    QStringList words;
    reader.words("rights", words);
    if (words.isEmpty())
        return {};
    const Rights possible = possibleRights(key.kind);
    key.rights = {};
    for (const QString &word : std::as_const(words)) {
        const auto right = rightFromName(word);
        if (word == u"all" && key.kind == KeyKind::Operator)
            key.rights = Rights::all();
        else if (right && possible.has(*right))
            key.rights.add(*right);
        else
            return fail(placedError("config.bad-value", reader.place("rights"),
                                    u"found \"%1\", expected some of %2"_s.arg(word.left(60), possible.toString())));
    }
    return {};
}

// The history says "operator" and "capt" of who holds an unnamed key, and "cidd" of the server itself.
bool isFreeKeyName(const QString &name)
{
    static constexpr QLatin1StringView taken[] = {"operator"_L1, "capt"_L1, "cidd"_L1, "node"_L1, "enrol"_L1};
    return name.size() <= config::maxKeyName && isValidNodeName(name)
        && std::find(std::begin(taken), std::end(taken), name) == std::end(taken);
}

Status readClientKey(const Section &section, CidConf &conf)
{
    if (!isFreeKeyName(section.name)) {
        return fail(
            placedError("config.bad-value", section.place,
                        u"found \"%1\", expected a name of letters, digits, '-', '.' and '_', at most %2, other than "
                        "operator, capt, cidd, node and enrol"_s.arg(section.name.left(80))
                            .arg(config::maxKeyName)));
    }
    if (findClientKey(conf, section.name)) {
        return fail(placedError("config.repeated", section.place,
                                u"an operator and a scheduler are both called \"%1\""_s.arg(section.name)));
    }
    ClientKeyConf key;
    key.kind = section.type == u"operator" ? KeyKind::Operator : KeyKind::Scheduler;
    key.name = section.name;
    key.keyFile = QFileInfo(conf.path).absoluteDir().filePath(key.name + u".key"_s);
    key.rights = defaultRights(key.kind);
    const SectionReader reader(section);
    reader.path("key", key.keyFile);
    if (key.kind == KeyKind::Scheduler) {
        key.holds = HoldConf::Yes;
        reader.choice(holdsRule, key.holds);
        key.holdFor = longestHold(key.holds);
        reader.duration("hold", key.holdFor);
    }
    const Status status = readRights(reader, key);
    if (status)
        conf.clientKeys.append(key);
    return status;
}

Status readOne(const Section &section, CidConf &conf)
{
    if (section.type == u"build")
        return readBuild(SectionReader(section), conf.build);
    return section.type == u"cid" ? readSection(SectionReader(section), conf) : readClientKey(section, conf);
}

} // namespace

CidConf cidConfDefaults(const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    CidConf conf;
    conf.path = QFileInfo(path).absoluteFilePath();
    conf.key = folder.filePath(u"key"_s);
    conf.captKey = folder.filePath(u"capt_key"_s);
    conf.operatorKey = folder.filePath(u"operator_key"_s);
    conf.identity = folder.filePath(u"identity.pem"_s);
    conf.nodeMaster = folder.filePath(u"node_master"_s);
    conf.nodeDb = folder.filePath(u"node_db"_s);
    conf.imageDb = folder.filePath(u"image_db"_s);
    conf.powerConf = folder.filePath(u"power.conf"_s);
    conf.topConfig = folder.filePath(u"top_config"_s);
    conf.imageDir = u"/var/lib/cid/images"_s;
    conf.overlayDir = u"/var/lib/cid/overlays"_s;
    conf.bootDir = u"/var/lib/cid/boot"_s;
    conf.stateDir = u"/var/lib/cid"_s;
    conf.exitCodes = u"plain"_s;
    conf.build.socket = u"/run/cid-build/socket"_s;
    conf.build.user = u"cid"_s;
    conf.build.folder = u"/var/lib/cid-build"_s;
    return conf;
}

const ClientKeyConf *findClientKey(const CidConf &conf, const QString &name)
{
    const auto found = std::find_if(conf.clientKeys.begin(), conf.clientKeys.end(),
                                    [&name](const ClientKeyConf &key) { return key.name == name; });
    return found == conf.clientKeys.end() ? nullptr : &*found;
}

const Schema &cidConfSchema()
{
    return cidConfRules;
}

std::optional<ServerEndpoint> parseEndpoint(const QString &text)
{
    ServerEndpoint endpoint;
    QString port;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0 || (close + 1 < text.size() && text[close + 1] != u':'))
            return std::nullopt;
        endpoint.host = text.mid(1, close - 1);
        port = text.mid(close + 2);
    } else if (text.count(u':') > 1) {
        endpoint.host = text; // A numeric IPv6 address without a port.
    } else {
        endpoint.host = text.section(u':', 0, 0);
        port = text.section(u':', 1);
        if (text.endsWith(u':'))
            return std::nullopt;
    }
    bool isPort = true;
    if (!port.isEmpty())
        endpoint.port = port.toUShort(&isPort);
    if (endpoint.host.isEmpty() || !isPort || endpoint.port == 0)
        return std::nullopt;
    return endpoint;
}

Result<CidConf> loadCidConf(const QString &path)
{
    const auto document = Document::load(path);
    return document ? readCidConf(*document) : fail(document.error());
}

Result<CidConf> readCidConf(const Document &document)
{
    const QList<Error> mistakes = checkDocument(document, cidConfRules);
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    CidConf conf = cidConfDefaults(document.path());
    for (const Section &section : document.sections()) {
        const Status status = readOne(section, conf);
        if (!status)
            return fail(status.error());
    }
    return conf;
}

} // namespace cid
