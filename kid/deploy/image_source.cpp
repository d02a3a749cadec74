// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/image_source.h"

#include <cerrno>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cid {

Result<Manifest> ImageSource::fetchManifest(JobContext &context) const
{
    if (!m_scene.input.feed)
        return fail(makeError(ErrorKind::Internal, "install.no-feed", u"nobody said where the image comes from"_s));
    const DeployOrder &order = m_scene.input.order;
    context.step(u"fetch the manifest of %1"_s.arg(order.image.toString()));
    const Result<QByteArray> bytes = m_scene.input.feed->manifest(context.cancel());
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

UnpackOptions ImageSource::options(JobContext &context, const Manifest &manifest, const QString &root) const
{
    UnpackOptions options;
    options.target = root;
    // Only a folder that pretends to be a machine is filled by somebody else than root.
    options.restoreOwners = ::geteuid() == 0;
    options.allowDevices = options.restoreOwners;
    options.cancelled = [&context] { return context.cancel().isCancelled(); };
    options.progress = [&context, total = manifest.unpackedSize](ByteCount fetched, ByteCount written) {
        context.progress({fetched, written, total});
    };
    return options;
}

Error ImageSource::explain(Error error) const
{
    const QString number = error.arguments.value(u"errno"_s);
    if (number == QString::number(ENOSPC))
        error.code = "install.disk-full";
    else if (number == QString::number(EIO) || number == QString::number(EROFS))
        error.code = "install.disk-error";
    else
        return error;
    const Disk &disk = m_scene.disk->facts();
    return withContext(std::move(error),
                       u"partition %1 of %2 (serial %3)"_s.arg(m_slot.number).arg(disk.path, disk.serial));
}

} // namespace cid
