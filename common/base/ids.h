// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QHashFunctions>
#include <QString>

namespace cid {

/// A node's name as node_db spells it: 1-253 characters of a host name (letters, digits, '-', '.', '_').
using NodeName = QString;
/// The scheduler's identifier of a job, opaque to us: 1-255 printable characters without blanks.
using JobId = QString;
/// The number of one deployment (one node brought into one image once); given by the store, never used again.
using DeploymentId = qint64;

/// An image's full name, <name>-<version>-<subversion>. Parsed from the right: the name may hold hyphens, the other
/// two may not. Each part is 1-100 characters of [A-Za-z0-9._+~], the name also '-'; no part begins with '.' or '-'.
struct ImageId
{
    QString name;
    QString version;
    QString subversion;

    bool operator==(const ImageId &) const = default;
    /// True for the value that parse() never gives: no image.
    [[nodiscard]] bool isNull() const { return name.isEmpty(); }
    /// "<name>-<version>-<subversion>", empty for a null id.
    [[nodiscard]] QString toString() const;
    /// Invalid "image.bad-name" where the text is not a full name.
    [[nodiscard]] static Result<ImageId> parse(const QString &text);
    /// True where the text can be the <name> part alone.
    [[nodiscard]] static bool isValidName(const QString &name);
};

[[nodiscard]] size_t qHash(const ImageId &id, size_t seed = 0) noexcept;

/// True for a name that NodeName allows. Groups, partitions and keys are called by the same rule: what passes is no
/// path and holds nothing that a path, a list or a line of the history could take for its own.
[[nodiscard]] bool isValidNodeName(const QString &name);
/// True for an identifier that JobId allows.
[[nodiscard]] bool isValidJobId(const QString &id);

} // namespace cid
