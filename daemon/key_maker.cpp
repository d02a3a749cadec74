// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/key_maker.h"

#include "common/config/key_file.h"
#include "common/link/identity.h"
#include "common/link/keys.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 32;

/// An existing file is fine.
Status makeOnce(const QString &path, const QByteArray &content, const QString &group)
{
    const Status written = writeSecretFile(path, content, group);
    return !written && written.error().code == "key.exists" ? Status() : written;
}

} // namespace

Result<QByteArray> makeServerKeys(const CidConf &conf)
{
    const auto pem = makeIdentityPem();
    if (!pem)
        return fail(pem.error());
    Status status = makeOnce(conf.identity, *pem, {});
    for (const auto &[path, group] :
         {std::pair{conf.key, QString()}, std::pair{conf.captKey, conf.keyGroup},
          std::pair{conf.operatorKey, conf.keyGroup}, std::pair{conf.nodeMaster, QString()}}) {
        if (status)
            status = makeOnce(path, randomBytes(keySize).toHex() + '\n', group);
    }
    for (const ClientKeyConf &client : conf.clientKeys) {
        if (status)
            status = makeOnce(client.keyFile, formatNamedKey({client.name, randomBytes(keySize)}), conf.keyGroup);
    }
    if (!status)
        return fail(status.error());
    const auto present = readSecretFile(conf.identity, {});
    const auto identity = present ? loadIdentity(*present) : Result<Identity>(fail(present.error()));
    if (!identity)
        return fail(identity.error());
    return fingerprint(identity->certificate);
}

namespace {

/// The key of a section, or an unnamed one.
Result<ClientKey> readClientKey(const CidConf &conf, const ClientKeyConf &client)
{
    const auto key = readNamedKey(client.keyFile, conf.keyGroup);
    if (!key)
        return fail(key.error());
    if (!key->name.isEmpty() && key->name != client.name) {
        return fail(makeError(ErrorKind::Conflict, "key.wrong-name",
                              u"%1 says that it is the key of \"%2\", cid.conf that it is that of \"%3\""_s.arg(
                                  client.keyFile, key->name, client.name)));
    }
    static constexpr HoldRule rules[] = {HoldRule::None, HoldRule::UntilNext, HoldRule::Strict};
    return ClientKey{client.kind, key->secret, client.rights, rules[static_cast<size_t>(client.holds)], client.holdFor};
}

bool hasNamed(const CidConf &conf, KeyKind kind)
{
    return std::any_of(conf.clientKeys.begin(), conf.clientKeys.end(),
                       [kind](const ClientKeyConf &client) { return client.kind == kind; });
}

Status readClientKeys(const CidConf &conf, QHash<QString, ClientKey> &keys)
{
    const ClientKeyConf unnamed[] = {
        {KeyKind::Scheduler, Authority::unnamedScheduler(), conf.captKey, defaultRights(KeyKind::Scheduler),
         conf.captHolds, longestHold(conf.captHolds)},
        {KeyKind::Operator, Authority::unnamedOperator(), conf.operatorKey, defaultRights(KeyKind::Operator)}};
    for (const ClientKeyConf &client : unnamed) {
        auto key = readClientKey(conf, client);
        // Who has given everybody a name needs no key that all of them share.
        if (!key && key.error().code == "key.none" && hasNamed(conf, client.kind))
            continue;
        if (!key)
            return fail(key.error());
        keys.insert(client.name, std::move(*key));
    }
    for (const ClientKeyConf &client : conf.clientKeys) {
        auto key = readClientKey(conf, client);
        if (!key)
            return fail(key.error());
        const auto same = std::find_if(keys.cbegin(), keys.cend(),
                                       [&key](const ClientKey &other) { return other.secret == key->secret; });
        if (same != keys.cend()) {
            return fail(makeError(ErrorKind::Conflict, "key.shared",
                                  u"%1: \"%2\" and \"%3\" have one key; make one for each"_s.arg(
                                      client.keyFile, same.key(), client.name)));
        }
        keys.insert(client.name, std::move(*key));
    }
    return {};
}

} // namespace

Result<ServerKeys> readServerKeys(const CidConf &conf)
{
    ServerKeys keys;
    const auto read = [&conf](const QString &path, QByteArray &key) -> Status {
        const auto found = readKeyFile(path, conf.keyGroup);
        if (!found)
            return fail(found.error());
        key = *found;
        return {};
    };
    Status status = read(conf.key, keys.enrol);
    if (status)
        status = readClientKeys(conf, keys.clients);
    if (status)
        status = read(conf.nodeMaster, keys.nodeMaster);
    if (!status)
        return fail(status.error());
    return keys;
}

} // namespace cid
