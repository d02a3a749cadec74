// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/install_image.h"

#include "kid/deploy/image_source.h"

using namespace Qt::StringLiterals;

namespace cid {

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
    const ImageSource source(*m_scene, m_slot);
    UnpackOptions options = source.options(context, manifest, root);
    options.reuse = reuse;
    options.resumeDigest = m_scene->input.order.digest;
    const Result<UnpackReport> report = unpackImage(manifest, m_scene->input.feed->chunks(), options);
    if (!report)
        return fail(source.explain(report.error()));
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
    const Result<Manifest> manifest = ImageSource(*m_scene, m_slot).fetchManifest(context);
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
