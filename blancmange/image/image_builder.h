// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/build/package_builder.h"
#include "blancmange/image/image_tree.h"

namespace cid {

struct ImageOptions
{
    QString initFolder; ///< blancmange/init of the source
    QString outputFolder;
    int level = 12; ///< of the compression
    std::function<void(const QString &)> say;
};

/// Everything that goes into the output folder.
struct ImageReport
{
    ByteCount unpackedSize = 0;
    ByteCount packedSize = 0;
    ByteCount kernelSize = 0;
    QString kernelVersion;
    QByteArray digest; ///< SHA-256 of the initramfs, hex
    QString sizes; ///< a table: what takes how much room
};

/// Puts blancmange-initramfs.gz, the kernel and the netboot files together. Nothing in it depends on the time, the
/// folder or the user. Blocks.
class ImageBuilder
{
public:
    ImageBuilder(const TopConfig &config, const QMap<QString, BuiltPackage> &packages, ProcessRunner &runner,
                 const ImageOptions &options)
        : m_config(config)
        , m_packages(packages)
        , m_runner(runner)
        , m_options(options)
    { }

    /// Writes the output folder; each file appears whole or not at all. \a scratch is an empty folder.
    [[nodiscard]] Result<ImageReport> build(const QString &scratch, const PackageLock &lock);
    /// The file system of the initramfs alone.
    [[nodiscard]] Result<ImageTree> tree(const QString &scratch);

private:
    [[nodiscard]] Status addPackages(ImageTree &tree) const;
    [[nodiscard]] Status addKernelModules(ImageTree &tree, const QString &scratch);
    [[nodiscard]] Status addOwnFiles(ImageTree &tree) const;
    [[nodiscard]] Status checkComplete(const ImageTree &tree) const;
    [[nodiscard]] Result<QString> kernelFile() const;
    [[nodiscard]] Result<QString> modulesFolder() const;
    [[nodiscard]] Status writeBesides();
    [[nodiscard]] Status write(const QString &name, const QByteArray &content, bool isSecret = false);

    const TopConfig &m_config;
    const QMap<QString, BuiltPackage> &m_packages;
    ProcessRunner &m_runner;
    const ImageOptions &m_options;
};

} // namespace cid
