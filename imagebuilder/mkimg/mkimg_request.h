// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/packer.h"
#include "imagebuilder/source/image_source.h"

#include <QCommandLineParser>

namespace cid {

/// What one call of mkimg.linux or mkimg.darwin asks for.
struct MkimgRequest
{
    enum class Task : quint8 {
        Pack, ///< a root into an image
        Sign, ///< an image that is there already
        MakeKey, ///< for signatures
        List, ///< what an image holds
        Verify, ///< an image's chunks
        Diff, ///< a tree against an image
        ShowExcludes,
    };
    Task task = Task::Pack;
    PackOptions pack;
    QString keyFile; ///< of MakeKey; of Sign and Pack: the image is signed by it where it is not empty
    QString source; ///< of Pack: what openSource() takes; empty: the root is pack.root
    QString workFolder; ///< for what sources make on the way
    Platform platform = ownPlatform(); ///< which of a container image's machines is meant
    RegistryAccess registry; ///< of Pack from a registry
    bool mustBoot = false; ///< nothing is packed that lacks something to boot
    QString image; ///< of Sign, List, Verify and Diff: the path of a .gz
    QString tree; ///< of Diff: the folder that is held against the image
    bool quiet = false;
    bool progress = false; ///< also where nobody sits at a terminal
    bool json = false; ///< standard output gets what was done, for programs
};

/// Adds the options of the program for that kind of image, for --help.
void describeMkimg(QCommandLineParser &parser, ImageKind kind);
/// Reads what the parser has parsed. Invalid "mkimg.usage" with the option and what it takes.
[[nodiscard]] Result<MkimgRequest> readMkimg(const QCommandLineParser &parser, ImageKind kind);

} // namespace cid
