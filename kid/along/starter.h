// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/boot/init_system.h"

#include <QByteArrayList>

#include <optional>

namespace cid {

/// Where the program goes, and the script that starts it for who cannot set its surroundings.
constexpr char agentProgramPath[] = "usr/lib/cid/cidkid";
constexpr char agentStartPath[] = "usr/lib/cid/start";

struct StarterFile
{
    QByteArray path;
    QByteArray content;
    quint32 mode = 0644;
    QByteArrayList labelled; ///< files of the image whose security label fits; the first that is there counts
};

struct StarterLink
{
    QByteArray path;
    QByteArray target;
};

/// What makes an image start notP's agent, and not its own besides: all of it in files.
struct Starter
{
    QList<StarterFile> files;
    QList<StarterLink> links;
    QByteArrayList removed; ///< what starts the image's own agent
};

/// Files whose security label fits programs.
[[nodiscard]] QByteArrayList labelledPrograms();
/// For the image below \a root. Refused "agent.masked" where an administrator took the agent out, "agent.no-place"
/// where the folders that \a init reads are not there. Reads only.
[[nodiscard]] Result<Starter> starterFor(InitSystem init, FileSystem &files, const QString &root);

/// etc/inittab without what starterFor() put there; nothing where it put nothing.
[[nodiscard]] std::optional<StarterFile> tableWithoutAgent(FileSystem &files, const QString &root);

/// What keeps units of the image's own agent from starting, where starterFor() put it.
[[nodiscard]] QByteArrayList shadowsIn(FileSystem &files, const QString &root);
/// All other paths that a starter may have, of any init system: mkimg leaves them out of images, and repairing a slot
/// keeps them.
[[nodiscard]] QByteArrayList starterPaths();

} // namespace cid
