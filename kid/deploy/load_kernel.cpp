// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/load_kernel.h"

#include "kid/boot/boot_state.h"
#include "kid/boot/grub_config.h"

using namespace Qt::StringLiterals;

namespace cid {

QStringList consolesFor(const DeployScene &scene)
{
    QStringList names = consoleNames(scene.input.order.node.console);
    if (!names.isEmpty())
        return names;
    for (const QString &argument : scene.machine->bootArguments()) {
        if (argument.startsWith(u"console="_s))
            names << argument.mid(8);
    }
    return names;
}

LoadKernel::LoadKernel(SharedScene scene, Next next)
    : m_scene(std::move(scene))
    , m_next(next)
{ }

QString LoadKernel::description() const
{
    return u"load the kernel of %1 for kexec"_s.arg(m_next == Next::Image ? u"the image"_s : u"Blancmange"_s);
}

// An image was started with other words than Blancmange: those that GRUB would use are on the disk.
Result<QStringList> LoadKernel::wordsOfBlancmange(JobContext &context) const
{
    const Result<DiskPartition> own = m_scene->partition(PartitionRole::Grub);
    if (!own)
        return fail(own.error());
    Result<std::unique_ptr<Mounted>> mounted = m_scene->disk->mount(context.runner(), *own, MountAccess::ReadOnly);
    if (!mounted)
        return fail(std::move(mounted.error()));
    const Result<QByteArray> config = context.files().readInRoot((*mounted)->folder(), grubConfigPath, MiB);
    if (Status status = (*mounted)->unmount(); !status)
        return fail(status.error());
    if (!config)
        return fail(config.error());
    QStringList words = blancmangeWords(*config);
    if (words.isEmpty())
        return fail(makeError(ErrorKind::Corrupt, "boot.no-words", u"grub.cfg does not say how Blancmange starts"_s));
    return words;
}

Result<LoadKernel::Kernel> LoadKernel::kernel(JobContext &context) const
{
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    if (m_next == Next::Image) {
        const Result<BootState> state = BootStateFile(*m_scene->disk, context.files()).read(context.runner());
        if (!state)
            return fail(state.error());
        const DiskPartition *slot = record->find(state->slot);
        if (!slot || state->kernel.isEmpty())
            return fail(makeError(ErrorKind::NotFound, "boot.no-kernel", u"the boot state names no kernel"_s));
        Kernel wanted{*slot, state->kernel, state->initrd, {u"root=UUID="_s + state->rootUuid, u"ro"_s, u"panic=10"_s}};
        wanted.words << state->append;
        for (const QString &console : consolesFor(*m_scene))
            wanted.words << u"console="_s + console;
        return wanted;
    }
    const Result<DiskPartition> home = m_scene->partition(PartitionRole::Blancmange);
    if (!home)
        return fail(home.error());
    const Result<QStringList> words = wordsOfBlancmange(context);
    if (!words)
        return fail(words.error());
    return Kernel{*home, u'/' + QLatin1StringView(blancmangeKernelPath),
                  u'/' + QLatin1StringView(blancmangeInitramfsPath), *words};
}

Status LoadKernel::load(JobContext &context) const
{
    const Result<Kernel> wanted = kernel(context);
    if (!wanted)
        return fail(wanted.error());
    Result<std::unique_ptr<Mounted>> mounted =
        m_scene->disk->mount(context.runner(), wanted->partition, MountAccess::ReadOnly);
    if (!mounted)
        return fail(std::move(mounted.error()));
    Command command;
    command.program = u"kexec"_s;
    command.arguments = {u"--load"_s, (*mounted)->folder() + wanted->kernel,
                         u"--command-line="_s + wanted->words.join(u' ').simplified()};
    if (!wanted->initrd.isEmpty())
        command.arguments << u"--initrd="_s + (*mounted)->folder() + wanted->initrd;
    const Result<QByteArray> loaded = runChecked(context.runner(), command);
    if (Status status = (*mounted)->unmount(); !status)
        return status;
    return loaded.map([](const QByteArray &) { });
}

Status LoadKernel::run(JobContext &context)
{
    if (m_scene->machine->isPretended())
        return {};
    const Status loaded = load(context);
    if (!loaded && loaded.error().kind == ErrorKind::Cancelled)
        return loaded;
    if (!loaded)
        context.step(u"kexec cannot be used, the firmware boots instead: %1"_s.arg(loaded.error().text));
    return {};
}

} // namespace cid
