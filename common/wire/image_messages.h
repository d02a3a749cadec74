// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/image.h"
#include "common/domain/image_contents.h"

#include <QList>

// What operators ask of the catalogue (Role::Operator), and cidd's answers. Images are asked for by their full name, or
// by the name that image_db gives a current version to.
namespace cid {

/// Make the manifest and the package list of an image file that lies in its image's folder without them, and take it
/// into the catalogue. Answered by TaskUpdates.
struct ImageAddRequest
{
    QString image; ///< the full name
    bool anew = false; ///< also where there is a manifest already
    bool operator==(const ImageAddRequest &) const = default;
};

/// Read an image whole and hold every chunk against its manifest. Answered by TaskUpdates.
struct ImageVerifyRequest
{
    QString image;
    bool operator==(const ImageVerifyRequest &) const = default;
};

/// How far something is that takes a while. The last one has finished = true; an ErrorReply ends the row as well.
struct TaskUpdate
{
    ByteCount done = 0;
    ByteCount total = 0; ///< 0: not known
    bool finished = false;
    QStringList lines; ///< what there is to say since the last one
    bool operator==(const TaskUpdate &) const = default;
};

/// Remove an image's files. Refused while a node runs it, a deployment needs it or image_db calls it current. Answered
/// by OkReply.
struct ImageRemoveRequest
{
    QString image; ///< the full name
    bool dryRun = false; ///< only say whether it may go
    bool operator==(const ImageRemoveRequest &) const = default;
};

struct ImageShowRequest
{
    QString image;
    bool parts = false; ///< the asker takes the answer in parts
    bool operator==(const ImageShowRequest &) const = default;
};

struct ImageDetail
{
    CatalogueImage image;
    ImageDefinition definition;
    QString path; ///< of the .gz on the server
    QString signature; ///< "good, by ...", or why not
    qint64 packages = -1; ///< of its package list; -1: it has none
    QStringList running; ///< nodes that run it
    QStringList deploying; ///< nodes on their way into it
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const ImageDetail &) const = default;
};

/// Answered by ImageFilesReply, in several parts.
struct ImageFilesRequest
{
    QString image;
    QString pattern; ///< of paths, with * and ?; empty: all
    bool operator==(const ImageFilesRequest &) const = default;
};

struct ImageFilesReply
{
    QList<ImageEntry> files; ///< in the order of the image
    bool last = false;
    bool operator==(const ImageFilesReply &) const = default;
};

/// Answered by ImageDiffReply, in several parts.
struct ImageDiffRequest
{
    QString from;
    QString to;
    bool operator==(const ImageDiffRequest &) const = default;
};

struct ImageDiffReply
{
    ImageId from;
    ImageId to;
    QList<PackageChange> packages;
    QList<FileChange> files;
    bool packagesKnown = false; ///< both images have a package list
    ByteCount bytesToFetch = 0; ///< by a node that has all chunks of from
    qint64 chunksToFetch = 0;
    ByteCount packedSize = 0; ///< of to
    bool last = false;
    bool operator==(const ImageDiffReply &) const = default;
};

} // namespace cid
