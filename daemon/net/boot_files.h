// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"

#include <QHash>
#include <QLatin1StringView>
#include <QMutex>

namespace cid {

/// What a node writes to its own disk.
constexpr QLatin1StringView blancmangeKernelName("vmlinuz");
constexpr QLatin1StringView blancmangeInitramfsName("blancmange-initramfs.gz");

/// Blancmange's kernel and initramfs and the loaders of the network, in boot_dir. There are no other names: what a peer
/// asks for is compared with a list and never made a path. Safe from any thread; reads block.
class BootFiles
{
public:
    explicit BootFiles(QString folder)
        : m_folder(std::move(folder))
    { }

    struct Facts
    {
        ByteCount size = 0;
        QByteArray digest; ///< SHA-256, 32 bytes
    };

    /// Where a file lies; empty for a name that is none of ours. It may not be there.
    [[nodiscard]] QString pathOf(const QString &name) const;
    /// NotFound "blancmange.no-file". The digest is computed once for each file that is new.
    [[nodiscard]] Result<Facts> facts(const QString &name);
    /// Up to \a length bytes.
    [[nodiscard]] Result<QByteArray> read(const QString &name, ByteCount offset, ByteCount length) const;

private:
    struct Known
    {
        qint64 changedAt = 0; ///< ns
        Facts facts;
    };

    const QString m_folder;
    QMutex m_mutex;
    QHash<QString, Known> m_known;
};

} // namespace cid
