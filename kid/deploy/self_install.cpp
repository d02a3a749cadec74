// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/self_install.h"

#include "common/config/node_key.h"
#include "kid/boot/boot_state.h"

using namespace Qt::StringLiterals;

namespace cid {

SelfInstall::SelfInstall(SharedScene scene)
    : m_scene(std::move(scene))
{ }

QString SelfInstall::description() const
{
    return u"write Blancmange to partition 2 of %1, and GRUB's boot state to partition 1"_s.arg(
        m_scene->disk->facts().path);
}

Status SelfInstall::run(JobContext &context)
{
    if (!m_scene->machine->isPretended())
        return fail(makeError(ErrorKind::Refused, "self-install.not-supported",
                              u"this Blancmange cannot write itself to a real machine's disk"_s));
    const Result<DiskPartition> home = m_scene->partition(PartitionRole::Blancmange);
    if (!home)
        return fail(home.error());
    const Status written = m_scene->inside(context, *home, [&](const QString &root) -> Status {
        const QList<RootedFile> files{{root, "etc/cid/cid.conf", m_scene->input.cidConf, 0644},
                                      {root, nodeKeyPath, m_scene->input.nodeKey, 0400},
                                      {root, blancmangeMarkPath, QByteArray(CID_VERSION) + '\n', 0644}};
        for (const RootedFile &file : files) {
            if (Status status = writeInRoot(context, file); !status)
                return status;
        }
        return {};
    });
    if (!written)
        return written;
    context.step(u"make the boot state: Blancmange starts"_s);
    return BootStateFile(*m_scene->disk, context.files()).create(context.runner(), {});
}

} // namespace cid
