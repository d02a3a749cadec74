// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/unique_fd.h"
#include "imagebuilder/registry/platform.h"

#include <QStringList>

#include <vector>

namespace cid {

/// One layer of a container image: an archive over those before it.
struct OciLayer
{
    QString name; ///< its digest or path, for people
    UniqueFd file; ///< opened, and what it should be by its digest

    /// A path by which the opened file is read, whatever lies under its name by now.
    [[nodiscard]] QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(file.get()); }
};

/// Finds the layers of a container image in a folder: an OCI layout, or what is in a docker-archive. Nobody vouches for
/// the folder: names lead nowhere outside of it, and each blob is held against its SHA-256 before it is used.
class OciLayout
{
public:
    /// Io "oci.read" where it cannot be opened.
    [[nodiscard]] static Result<OciLayout> open(const QString &folder);

    /// Lowest first. \a tag: which of several images; empty: the only one. Never those of another platform. Corrupt
    /// "oci.bad", "oci.wrong-digest"; NotFound "oci.no-image" with what there is.
    [[nodiscard]] Result<std::vector<OciLayer>> layers(const QString &tag, const Platform &platform) const;

private:
    explicit OciLayout(UniqueFd folder)
        : m_folder(std::move(folder))
    { }

    [[nodiscard]] Result<UniqueFd> openFile(const QString &path) const;
    [[nodiscard]] Result<QByteArray> read(const QString &path) const;
    /// The blob of a descriptor, as large and with that digest as it says.
    [[nodiscard]] Result<UniqueFd> openBlob(const QString &digest) const;
    [[nodiscard]] Result<QByteArray> readBlob(const QString &digest) const;
    [[nodiscard]] Result<QString> chooseManifest(const QString &tag, const Platform &platform) const;
    [[nodiscard]] Result<std::vector<OciLayer>> layersOfManifest(const QString &digest, const Platform &platform) const;
    [[nodiscard]] Result<std::vector<OciLayer>> layersOfArchive(const QString &tag, const Platform &platform) const;

    UniqueFd m_folder;
};

} // namespace cid
