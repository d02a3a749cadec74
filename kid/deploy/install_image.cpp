// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/install_image.h"

#include "imagebuilder/unpack/unpacker.h"

#include <cerrno>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// A full disk and a broken one are two different errands for an operator.
Error diskError(Error error, const Disk &disk, const DiskPartition &slot)
{
    const QString number = error.arguments.value(u"errno"_s);
    if (number == QString::number(ENOSPC))
        error.code = "install.disk-full";
    else if (number == QString::number(EIO) || number == QString::number(EROFS))
        error.code = "install.disk-error";
    else
        return error;
    return withContext(std::move(error),
                       u"partition %1 of %2 (serial %3)"_s.arg(slot.number).arg(disk.path, disk.serial));
}

Error noFeed()
{
    return makeError(ErrorKind::Internal, "install.no-feed", u"nobody said where the image comes from"_s);
}

} // namespace

InstallImage::InstallImage(SharedScene scene, DiskPartition slot, std::optional<DiskPartition> lender)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
    , m_lender(std::move(lender))
{ }

QString InstallImage::description() const
{
    const DeployOrder &order = m_scene->input.order;
    return u"unpack %1 (%2, fetched as %3) into partition %4 (%5)"_s
        .arg(order.image.toString(), formatBytes(order.unpackedSize), formatBytes(order.packedSize))
        .arg(m_slot.number)
        .arg(m_slot.name);
}

Result<Manifest> InstallImage::fetchManifest(JobContext &context) const
{
    const DeployOrder &order = m_scene->input.order;
    context.step(u"fetch the manifest of %1"_s.arg(order.image.toString()));
    const Result<QByteArray> bytes = m_scene->input.feed->manifest(context.cancel());
    if (!bytes)
        return fail(bytes.error());
    if (manifestDigest(*bytes) != order.digest)
        return fail(makeError(ErrorKind::Corrupt, "install.wrong-digest",
                              u"the manifest of %1 is not the one that was ordered"_s.arg(order.image.toString()),
                              {{u"image"_s, order.image.toString()}}));
    Result<Manifest> manifest = parseManifest(*bytes);
    if (manifest && manifest->image != order.image)
        return fail(
            makeError(ErrorKind::Corrupt, "install.wrong-image",
                      u"the manifest of %1 describes %2"_s.arg(order.image.toString(), manifest->image.toString())));
    return manifest;
}

// Without it everything is fetched: nothing that goes wrong with it is worth failing for.
std::unique_ptr<Mounted> InstallImage::mountLender(JobContext &context) const
{
    if (!m_lender)
        return nullptr;
    auto mounted = m_scene->disk->mount(context.runner(), *m_lender, MountAccess::ReadOnly);
    if (!mounted) {
        context.step(u"partition %1 lends nothing: %2"_s.arg(m_lender->number).arg(mounted.error().text));
        return nullptr;
    }
    context.step(u"look for chunks in partition %1 (%2)"_s.arg(m_lender->number).arg(m_lender->name));
    return std::move(*mounted);
}

Status InstallImage::unpack(JobContext &context, const Manifest &manifest, const QString &root,
                            const QString &reuse) const
{
    UnpackOptions options;
    options.target = root;
    options.reuse = reuse;
    options.resumeDigest = m_scene->input.order.digest;
    // Only a folder that pretends to be a machine is filled by somebody else than root.
    options.restoreOwners = ::geteuid() == 0;
    options.allowDevices = options.restoreOwners;
    options.cancelled = [&context] { return context.cancel().isCancelled(); };
    options.progress = [&context, total = manifest.unpackedSize](ByteCount fetched, ByteCount written) {
        context.progress({fetched, written, total});
    };
    const Result<UnpackReport> report = unpackImage(manifest, m_scene->input.feed->chunks(), options);
    if (!report)
        return fail(diskError(report.error(), m_scene->disk->facts(), m_slot));
    for (const QString &warning : report->warnings)
        context.step(warning);
    if (report->firstChunk > 0)
        context.step(u"went on with chunk %1, where an earlier attempt ended"_s.arg(report->firstChunk));
    context.step(u"%1 entries, %2; %3 of %4 chunks were on this disk already"_s.arg(report->entries)
                     .arg(formatBytes(report->bytes))
                     .arg(report->reusedChunks)
                     .arg(manifest.chunks.size()));
    return context.files().syncFileSystem(root);
}

Status InstallImage::run(JobContext &context)
{
    if (!m_scene->input.feed)
        return fail(noFeed());
    const Result<Manifest> manifest = fetchManifest(context);
    if (!manifest)
        return fail(manifest.error());
    const std::unique_ptr<Mounted> lender = mountLender(context);
    const QString reuse = lender ? lender->folder() : QString();
    const Status done =
        m_scene->inside(context, m_slot, [&](const QString &root) { return unpack(context, *manifest, root, reuse); });
    const Status unmounted = lender ? lender->unmount() : Status();
    return done ? unmounted : done;
}

} // namespace cid
