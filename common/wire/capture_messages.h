// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "common/base/units.h"

#include <QByteArray>
#include <QStringList>

// How the root that runs on a node becomes an image.
namespace cid {

/// Operator: pack the root that runs on a node and catalogue it. Answered by TaskUpdates; when the operator's
/// connection ends, so does the capture.
struct CaptureRequest
{
    NodeName node;
    QString image; ///< the full name that it gets
    bool allowChanged = false; ///< also where files change while they are read
    bool operator==(const CaptureRequest &) const = default;
};

/// Server to node: pack what runs and send it on the data channel as CaptureParts.
struct CaptureOrder
{
    qint64 capture = 0; ///< its number, good until cidd ends
    ImageId image;
    bool allowChanged = false;
    bool operator==(const CaptureOrder &) const = default;
};

/// Server to node: nobody wants it any more.
struct CancelCapture
{
    qint64 capture = 0;
    bool operator==(const CancelCapture &) const = default;
};

/// Node to server, never answered.
struct CaptureProgress
{
    qint64 capture = 0;
    qint64 done = 0; ///< bytes of the archive
    qint64 total = 0;
    QStringList lines; ///< what there is to say: what was left out, what changed
    bool operator==(const CaptureProgress &) const = default;
};

/// Node to server: it came to nothing. Answered by OkReply. Success needs no word: the last CapturePart's answer says
/// it.
struct CaptureEnd
{
    qint64 capture = 0;
    Error error;
    bool operator==(const CaptureEnd &) const = default;
};

/// Which of an image's files.
enum class CaptureFile : quint8 { Image, Software, Manifest };

/// Node to server on Channel::Data: the next bytes of a file, the files in the order of CaptureFile. Answered by
/// OkReply; that to the manifest's last part comes once cidd has held the whole image against it and catalogued it.
struct CapturePart
{
    qint64 capture = 0;
    CaptureFile file = CaptureFile::Image;
    ByteCount offset = 0;
    QByteArray data; ///< at most 256 KiB
    bool last = false; ///< of this file
    bool operator==(const CapturePart &) const = default;
};

} // namespace cid
