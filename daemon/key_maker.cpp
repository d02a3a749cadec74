// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/key_maker.h"

#include "common/config/key_file.h"
#include "common/link/identity.h"
#include "common/link/keys.h"

namespace cid {

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
    if (!status)
        return fail(status.error());
    const auto present = readSecretFile(conf.identity, {});
    const auto identity = present ? loadIdentity(*present) : Result<Identity>(fail(present.error()));
    if (!identity)
        return fail(identity.error());
    return fingerprint(identity->certificate);
}

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
        status = read(conf.captKey, keys.capt);
    if (status)
        status = read(conf.operatorKey, keys.operators);
    if (status)
        status = read(conf.nodeMaster, keys.nodeMaster);
    if (!status)
        return fail(status.error());
    return keys;
}

} // namespace cid
