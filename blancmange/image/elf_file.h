// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArrayList>

namespace cid {

/// What a program or library says about itself (64 bit, little endian: the only kind that we build).
struct ElfFile
{
    QByteArray interpreter; ///< "/lib64/ld-linux-x86-64.so.2"; empty for libraries and static programs
    QByteArrayList needed; ///< DT_NEEDED, in its order
    QByteArrayList runPaths; ///< of DT_RUNPATH, else of DT_RPATH: where needed ones are looked for first
    bool operator==(const ElfFile &) const = default;
};

[[nodiscard]] bool looksLikeElf(QByteArrayView bytes);

/// Corrupt "elf.bad" where an offset leads out of \a bytes or a table is not what it should be. Never reads outside.
[[nodiscard]] Result<ElfFile> readElf(QByteArrayView bytes);

} // namespace cid
