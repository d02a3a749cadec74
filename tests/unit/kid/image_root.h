// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace cid::test {

using namespace Qt::StringLiterals;

// What distributions have, as far as it decides what starts there: scripts for ImageRoot::make().
inline const QByteArray systemdRoot =
    "put usr/lib/systemd/systemd usr/lib/systemd/system/multi-user.target usr/bin/env; "
    "mkdir -p etc/systemd/system usr/sbin; ln -s usr/lib lib; ln -s usr/sbin sbin; "
    "ln -s ../lib/systemd/systemd usr/sbin/init; ";
inline const QByteArray sysvRoot =
    "put sbin/init etc/init.d/cron bin/sh; mkdir -p etc/rc0.d etc/rc1.d etc/rc2.d etc/rc3.d "
    "etc/rc4.d etc/rc5.d etc/rc6.d; printf 'id:2:initdefault:\\nl2:2:wait:/etc/init.d/rc 2\\n' "
    ">etc/inittab; ";
inline const QByteArray alpineRoot =
    "put bin/busybox etc/init.d/crond sbin/openrc sbin/openrc-run; mkdir -p "
    "etc/runlevels/default etc/runlevels/boot; ln -s /bin/busybox sbin/init; "
    "printf '::sysinit:/sbin/openrc sysinit\\n::wait:/sbin/openrc default\\n' >etc/inittab; ";
inline const QByteArray voidRoot =
    "put usr/bin/runit-init etc/runit/2 etc/sv/sshd/run; mkdir -p etc/runit/runsvdir/default; "
    "ln -s usr/bin sbin; ln -s runit-init usr/bin/init; ";

/// The root of an image in a slot, made by a script.
class ImageRoot
{
public:
    ImageRoot() { static_cast<void>(QDir().mkpath(path)); }

    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }
    /// In the script "put FILE..." makes files; the root has an etc.
    [[nodiscard]] Shell make(const QByteArray &script) const
    {
        return shell(
            "set -e; put() { for f in \"$@\"; do mkdir -p \"$(dirname \"$f\")\"; echo \"$f\" >\"$f\"; done; }; "
            "mkdir -p etc; "
                + script,
            path);
    }
    [[nodiscard]] bool has(const QString &name) const
    {
        struct stat facts = {};
        return ::lstat(QFile::encodeName(path + u'/' + name).constData(), &facts) == 0;
    }
    [[nodiscard]] QByteArray text(const QString &name) const
    {
        return LocalFileSystem().readInRoot(path, QFile::encodeName(name), 16 * MiB).value_or("?");
    }
    /// Every path with its link's target and mode.
    [[nodiscard]] QByteArray listing() const { return shell("find . -printf '%p %l %m\\n' | sort", path).out; }
    /// Every file and what it holds.
    [[nodiscard]] QByteArray contents() const { return shell("find . -type f | sort | xargs sha256sum", path).out; }

private:
    QTemporaryDir m_folder;

public:
    QString path = m_folder.filePath(QStringLiteral("disk/slot5"));
};

} // namespace cid::test
