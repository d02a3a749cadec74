// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <optional>

namespace cid {

/// Who asks a registry.
struct Credentials
{
    QString user;
    QString password;
    bool operator==(const Credentials &) const = default;
};

/// Where skopeo, podman and docker keep what "login" was told: $REGISTRY_AUTH_FILE, $XDG_RUNTIME_DIR/containers/
/// auth.json, ~/.config/containers/auth.json, $DOCKER_CONFIG/config.json, ~/.docker/config.json.
[[nodiscard]] QStringList authFiles();

/// What the first of \a files that knows the registry says for \a repository there, the longest name first; nothing
/// where none does. No helper program is run. Invalid "registry.bad-auth" for a file that is none.
[[nodiscard]] Result<std::optional<Credentials>> findCredentials(const QStringList &files, const QString &host,
                                                                 const QString &repository);

} // namespace cid
