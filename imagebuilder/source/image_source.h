// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/process_runner.h"
#include "imagebuilder/registry/platform.h"

#include <functional>
#include <memory>

namespace cid {

/// Where a root that is to be packed comes from. Made on any thread, used on one that may block. What it makes lies in
/// a folder of its own and goes with it.
class ImageSource
{
public:
    ImageSource() = default;
    virtual ~ImageSource() = default;
    ImageSource(const ImageSource &) = delete;
    ImageSource &operator=(const ImageSource &) = delete;

    /// Makes the root ready and returns its folder.
    [[nodiscard]] virtual Result<QString> prepare() = 0;
};

/// How registries are asked.
struct RegistryAccess
{
    QStringList mirrors = {}; ///< hosts that are asked first
    QString ca = {}; ///< PEM file with further authorities
    QString authFile = {}; ///< empty: where "login" leaves it
};

/// What sources work with.
struct SourceTools
{
    ProcessRunner *runner = nullptr; ///< borrowed, outlives the source
    QString workFolder; ///< for what is made on the way: about the size of the unpacked image
    CancelToken cancel;
    std::function<void(const QString &)> say; ///< what happens, in one line; from any thread
    Platform platform = ownPlatform(); ///< which of a container image's machines is meant
    RegistryAccess registry = {};
};

/// "debian:SUITE[:PACKAGE,...]", "dir:FOLDER", "tar:FILE", "oci:LAYOUT[:TAG]", "docker://HOST/NAME[:TAG|@DIGEST]".
/// Invalid "source.bad-name" for anything else; Refused "source.not-root" where the source needs to be root to keep
/// owners and is not.
[[nodiscard]] Result<std::unique_ptr<ImageSource>> openSource(const QString &what, const SourceTools &tools);

} // namespace cid
