// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

#include <QByteArrayList>
#include <QList>
#include <QStringList>

// What operators ask of cid-build. cidd passes these messages on, in both directions; only `who` is cidd's own word.
namespace cid {

enum class BuildKind : quint8 {
    Mkimg, ///< an image out of a folder, a list of packages or an OCI layout
    BlancmangeGet,
    BlancmangeBuild,
    BlancmangeImage,
    BlancmangePublish, ///< the result into boot_dir
};

/// What an image is made of.
enum class ImageSource : quint8 { Folder, Packages, Oci };

enum class BuildState : quint8 { Waiting, Running, Done, Failed, Cancelled };

/// What to build. Answered by BuildReply. Invalid "build.bad-request", Refused "build.outside-roots",
/// "build.not-acknowledged", "build.queue-full"; Conflict "image.exists"; Unavailable "build.no-service".
struct BuildRequest
{
    BuildKind kind = BuildKind::Mkimg;
    ImageId image; ///< Mkimg: its full name
    ImageSource source = ImageSource::Folder;
    QString path; ///< Folder, Oci: absolute, below one of the roots
    QString suite; ///< Packages: Debian's name of a release
    QStringList packages; ///< Packages
    QStringList excludes; ///< Mkimg: left out, too
    bool bootable = false; ///< Mkimg: refuse what could not boot
    bool update = false; ///< BlancmangeGet: take what the mirror offers now
    QByteArrayList acknowledged; ///< codes of BuildWarning that the operator has seen
    QString who;
    bool operator==(const BuildRequest &) const = default;
};

struct Build
{
    qint64 id = 0; ///< grows by one
    BuildRequest request;
    BuildState state = BuildState::Waiting;
    QString command; ///< exactly what runs; a shell would run the same
    qint64 askedAt = 0; ///< ms since the epoch
    qint64 startedAt = 0; ///< 0: not yet
    qint64 finishedAt = 0;
    qint64 lines = 0; ///< of the log so far
    QString reason; ///< why it failed
    bool operator==(const Build &) const = default;
};

struct BuildReply
{
    Build build;
    bool operator==(const BuildReply &) const = default;
};

/// The newest builds. Answered by BuildsReply.
struct BuildsRequest
{
    int limit = 100;
    bool operator==(const BuildsRequest &) const = default;
};

struct BuildsReply
{
    QList<Build> builds; ///< the newest first
    bool operator==(const BuildsReply &) const = default;
};

/// Follow a build: its log from \a firstLine on, and each change. Answered by a row of BuildUpdates.
struct WatchBuildRequest
{
    qint64 build = 0;
    qint64 firstLine = 0;
    bool operator==(const WatchBuildRequest &) const = default;
};

struct BuildUpdate
{
    Build build;
    qint64 firstLine = 0; ///< the number of the first of lines, from 0
    QStringList lines;
    bool last = false; ///< it is over, and no more lines come
    bool operator==(const BuildUpdate &) const = default;
};

/// Stop it, or take it from the queue. Answered by OkReply. NotFound "build.unknown", Conflict "build.over".
struct CancelBuildRequest
{
    qint64 build = 0;
    QString who;
    bool operator==(const CancelBuildRequest &) const = default;
};

/// What can be built, and what is there. Answered by BuildPlaceReply.
struct BuildPlaceRequest
{
    bool operator==(const BuildPlaceRequest &) const = default;
};

/// Something that an operator has to have read before Blancmange is put together.
struct BuildWarning
{
    QByteArray code; ///< "shipped-password"
    QString text;
    bool operator==(const BuildWarning &) const = default;
};

/// Room that a package takes in the initramfs, as the last build measured it.
struct PackageSize
{
    QString package;
    qint64 unpacked = 0;
    qint64 packed = 0;
    bool operator==(const PackageSize &) const = default;
};

/// One file of Blancmange, made or published.
struct BuildFile
{
    QString path;
    qint64 size = 0;
    qint64 modifiedAt = 0; ///< ms since the epoch
    bool operator==(const BuildFile &) const = default;
};

struct BuildPlaceReply
{
    QStringList roots; ///< folders that images may be made of
    QString imageDir;
    QString topConfig;
    QList<BuildWarning> warnings;
    QString problem; ///< why Blancmange cannot be built: the first mistake in top_config
    QList<PackageSize> sizes; ///< the largest first
    QList<BuildFile> made;
    QList<BuildFile> published;
    qint64 cachedBytes = 0; ///< fetched and built before
    bool operator==(const BuildPlaceReply &) const = default;
};

} // namespace cid
