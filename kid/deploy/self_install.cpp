// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/self_install.h"

#include "common/config/node_key.h"
#include "imagebuilder/sha256.h"
#include "kid/boot/boot_loader.h"
#include "kid/machine/layout.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount largestFile = 512 * MiB;

QString nameOnServer(const QByteArray &path)
{
    return QString::fromUtf8(path.mid(path.lastIndexOf('/') + 1));
}

} // namespace

SelfInstall::SelfInstall(SharedScene scene, QString layout)
    : m_scene(std::move(scene))
    , m_layout(std::move(layout))
{ }

QString SelfInstall::description() const
{
    return u"write Blancmange to its partition of %1"_s.arg(m_scene->disk->facts().path);
}

Result<QByteArray> SelfInstall::fetch(JobContext &context, const QString &name) const
{
    context.step(u"fetch %1"_s.arg(name));
    QByteArray content;
    FilePiece piece;
    do {
        Result<FilePiece> next = m_scene->input.feed->blancmange(name, content.size(), context.cancel());
        if (!next)
            return fail(std::move(next.error()));
        const bool isOther = !content.isEmpty() && (next->total != piece.total || next->digest != piece.digest);
        if (isOther || next->total > largestFile || (next->data.isEmpty() && content.size() < next->total))
            return fail(makeError(ErrorKind::Conflict, "self-install.file-changed",
                                  u"the server's %1 changed while it was fetched"_s.arg(name)));
        piece = std::move(*next);
        content.reserve(piece.total);
        content += piece.data;
        context.progress({content.size(), 0, piece.total});
    } while (content.size() < piece.total);
    if (content.size() != piece.total || Sha256::of(content) != piece.digest)
        return fail(makeError(ErrorKind::Corrupt, "self-install.wrong-digest",
                              u"%1 is not what the server has: the transfer is broken"_s.arg(name)));
    return content;
}

// A pretended machine has no kernel to boot; where the server has Blancmange's files, it takes them all the same.
Status SelfInstall::writeSystem(JobContext &context, const QString &root) const
{
    if (!m_scene->input.feed)
        return fail(
            makeError(ErrorKind::Internal, "self-install.no-feed", u"nobody said where Blancmange comes from"_s));
    for (const char *path : {blancmangeKernelPath, blancmangeInitramfsPath}) {
        const Result<QByteArray> content = fetch(context, nameOnServer(path));
        if (!content && content.error().code == "blancmange.no-file" && m_scene->machine->isPretended())
            return {};
        if (!content)
            return fail(content.error());
        if (Status status = writeInRoot(context, {root, path, *content, 0644}); !status)
            return status;
    }
    return {};
}

Status SelfInstall::run(JobContext &context)
{
    const Result<const Layout *> layout = findLayout(m_layout);
    if (!layout)
        return fail(layout.error());
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    const Result<DiskPartition> home = m_scene->partition(PartitionRole::Blancmange);
    if (!home)
        return fail(home.error());
    if (Status status = (*layout)->loader().disable(context, *m_scene->disk, *record); !status)
        return status;
    return m_scene->inside(context, *home, [&](const QString &root) -> Status {
        if (Status status = writeSystem(context, root); !status)
            return status;
        const QList<RootedFile> files{{root, "etc/cid/cid.conf", m_scene->input.cidConf, 0644},
                                      {root, nodeKeyPath, m_scene->input.nodeKey, 0400},
                                      {root, blancmangeMarkPath, QByteArray(CID_VERSION) + '\n', 0644}};
        for (const RootedFile &file : files) {
            if (Status status = writeInRoot(context, file); !status)
                return status;
        }
        return {};
    });
}

} // namespace cid
