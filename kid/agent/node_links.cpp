// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/node_links.h"

#include "common/config/key_file.h"

namespace cid {

namespace {

LinkClientOptions anyLink(const CidConf &conf)
{
    LinkClientOptions options;
    for (const ServerEndpoint &server : conf.servers)
        options.servers.append({server.host, server.port});
    options.fingerprints = conf.fingerprints;
    return options;
}

} // namespace

Result<LinkClientOptions> enrolmentLink(const CidConf &conf, const QString &machine)
{
    const Result<QByteArray> key = readKeyFile(conf.key, conf.keyGroup);
    if (!key)
        return fail(key.error());
    LinkClientOptions options = anyLink(conf);
    options.role = Role::Enrol;
    options.id = machine;
    options.secret = *key;
    options.fromPrivilegedPort = true;
    return options;
}

LinkClientOptions nodeLink(const CidConf &conf, const NodeKey &key)
{
    LinkClientOptions options = anyLink(conf);
    options.role = Role::Node;
    options.id = key.node;
    options.epoch = key.epoch;
    options.secret = key.secret;
    return options;
}

} // namespace cid
