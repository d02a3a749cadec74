// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/client_key.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Result<NamedKey> readSectionsKey(const CidConf &conf, const ClientKeyConf &section)
{
    auto key = readNamedKey(section.keyFile, conf.keyGroup);
    if (key)
        key->name = section.name;
    return key;
}

Result<NamedKey> keyByName(const CidConf &conf, KeyKind kind, const QString &name)
{
    const ClientKeyConf *section = findClientKey(conf, name);
    if (section && section->kind == kind)
        return readSectionsKey(conf, *section);
    return fail(makeError(ErrorKind::NotFound, "client.no-key",
                          u"%1 has no section [%2 \"%3\"]"_s.arg(
                              conf.path, kind == KeyKind::Operator ? u"operator"_s : u"scheduler"_s, name)));
}

} // namespace

Result<NamedKey> chooseKey(const CidConf &conf, ClientRole role, const KeyChoice &choice)
{
    const KeyKind kind = role == ClientRole::Operator ? KeyKind::Operator : KeyKind::Scheduler;
    if (!choice.file.isEmpty()) {
        auto key = readNamedKey(choice.file, conf.keyGroup);
        if (key && !choice.name.isEmpty())
            key->name = choice.name;
        return key;
    }
    const bool isUnnamed = choice.name == (role == ClientRole::Operator ? "operator"_L1 : "capt"_L1);
    if (!choice.name.isEmpty() && !isUnnamed)
        return keyByName(conf, kind, choice.name);
    auto unnamed = readNamedKey(role == ClientRole::Operator ? conf.operatorKey : conf.captKey, conf.keyGroup);
    if (unnamed || isUnnamed)
        return unnamed;
    QList<NamedKey> readable;
    for (const ClientKeyConf &section : conf.clientKeys) {
        auto key = section.kind == kind ? readSectionsKey(conf, section) : fail(unnamed.error());
        if (key)
            readable.append(std::move(*key));
    }
    if (readable.size() == 1)
        return readable.first();
    return readable.isEmpty()
        ? unnamed
        : fail(makeError(ErrorKind::NotFound, "client.no-key",
                         u"%1 names several keys that can be read here; choose one with --key"_s.arg(conf.path)));
}

} // namespace cid
