// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/repair_image.h"

#include "imagebuilder/delta/repair_tree.h"
#include "imagebuilder/excludes.h"
#include "kid/deploy/current_image.h"
#include "kid/deploy/image_source.h"

using namespace Qt::StringLiterals;

namespace cid {

RepairImage::RepairImage(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

QString RepairImage::description() const
{
    return u"verify %1 in partition %2 (%3) and repair what differs"_s.arg(m_scene->input.order.image.toString())
        .arg(m_slot.number)
        .arg(m_slot.name);
}

Status RepairImage::removeMark(JobContext &context) const
{
    return m_scene->inside(context, m_slot, [&context](const QString &root) {
        context.step(u"remove /%1"_s.arg(QLatin1StringView(currentImagePath)));
        const Status marked = writeInRoot(context, {root, incompleteMarkPath, {}, 0600});
        return marked ? context.files().removeInRoot(root, currentImagePath) : marked;
    });
}

Status RepairImage::repair(JobContext &context, const Manifest &manifest, const QString &root) const
{
    const ImageSource source(*m_scene, m_slot);
    context.step(u"hold all files against the manifest"_s);
    RepairOptions options;
    options.unpack = source.options(context, manifest, root);
    options.kept = builtInExcludes(manifest.kind);
    options.kept << incompleteMarkPath;
    const Result<RepairReport> report = repairTree(manifest, m_scene->input.feed->chunks(), options);
    if (!report)
        return fail(source.explain(report.error()));
    for (const QString &warning : report->unpacked.warnings)
        context.step(warning);
    context.step(
        u"%1 entries differed, %2 paths were extra; %3 entries written anew, %4 fetched"_s.arg(report->differing)
            .arg(report->removed)
            .arg(report->unpacked.entries)
            .arg(formatBytes(report->unpacked.fetched)));
    return context.files().syncFileSystem(root);
}

Status RepairImage::run(JobContext &context)
{
    // Before the slot loses anything: without the server it stays what it was.
    const Result<Manifest> manifest = ImageSource(*m_scene, m_slot).fetchManifest(context);
    if (!manifest)
        return fail(manifest.error());
    if (Status status = removeMark(context); !status)
        return status;
    return m_scene->inside(context, m_slot, [&](const QString &root) { return repair(context, *manifest, root); });
}

} // namespace cid
