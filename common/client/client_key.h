// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "common/config/key_file.h"

namespace cid {

/// Whose key a client holds.
enum class ClientRole : quint8 { Scheduler, Operator };

/// Which key a program was told to use; empty: what cid.conf says.
struct KeyChoice
{
    QString name; ///< of a section of cid.conf; with a file the name that cidd's own cid.conf gives that key
    QString file;
};

/// The key that a client of that role proves. Without a choice the unnamed one (capt_key, operator_key), and where that
/// cannot be read the only named one of the role's kind that can. NotFound "client.no-key"; readNamedKey()'s errors.
[[nodiscard]] Result<NamedKey> chooseKey(const CidConf &conf, ClientRole role, const KeyChoice &choice);

} // namespace cid
