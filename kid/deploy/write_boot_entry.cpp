// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/write_boot_entry.h"

#include "imagebuilder/boot/kernel_arguments.h"
#include "imagebuilder/boot/kernel_choice.h"
#include "kid/boot/boot_state.h"
#include "kid/deploy/slots.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cid {

WriteBootEntry::WriteBootEntry(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

QString WriteBootEntry::description() const
{
    return u"let partition %1 (%2) of %3 boot next"_s.arg(m_slot.number)
        .arg(m_scene->input.order.image.toString(), m_scene->disk->facts().path);
}

Status WriteBootEntry::run(JobContext &context)
{
    BootState state;
    state.slot = m_slot.number;
    const Status looked = m_scene->inside(context, m_slot, [&](const QString &root) -> Status {
        if (!contentOf(context.files(), root))
            return fail(makeError(ErrorKind::Conflict, "slot.incomplete",
                                  u"partition %1 holds no complete image"_s.arg(m_slot.number)));
        const FolderNames names = [&](const QString &folder) {
            return context.files().listInRoot(root, QFile::encodeName(folder)).value_or(QStringList());
        };
        const Result<KernelChoice> choice = chooseKernel(names, m_scene->input.order.definition);
        if (!choice)
            return fail(choice.error());
        state.kernel = choice->kernel;
        state.initrd = choice->initrd;
        KernelArguments own = kernelArgumentsOf(context.files(), root, choice->kernel);
        state.append = joinedArguments(own, m_scene->input.order.definition.append);
        context.step(u"kernel arguments: %1"_s.arg(state.append.isEmpty() ? u"none"_s : state.append));
        if (!own.leftOut.isEmpty())
            context.step(u"left out of the image's own: %1"_s.arg(own.leftOut.join(u' ')));
        return {};
    });
    if (!looked)
        return looked;
    if (state.kernel.isEmpty() && !m_scene->machine->isPretended())
        return fail(makeError(ErrorKind::NotFound, "boot.no-kernel",
                              u"%1 holds no kernel; looked for %2. Name it in image_db with kernel = "_s.arg(
                                  m_scene->input.order.image.toString(), kernelNamesInWords())));
    const Result<QString> uuid = m_scene->disk->uuid(context.runner(), m_slot);
    if (!uuid)
        return fail(uuid.error());
    state.rootUuid = *uuid;
    context.step(
        u"boot state: slot %1, kernel %2"_s.arg(state.slot).arg(state.kernel.isEmpty() ? u"none"_s : state.kernel));
    return BootStateFile(*m_scene->disk, context.files()).write(context.runner(), state);
}

ArmBlancmange::ArmBlancmange(SharedScene scene)
    : m_scene(std::move(scene))
{ }

QString ArmBlancmange::description() const
{
    return u"let Blancmange on %1 boot next"_s.arg(m_scene->disk->facts().path);
}

Status ArmBlancmange::run(JobContext &context)
{
    return BootStateFile(*m_scene->disk, context.files()).write(context.runner(), {});
}

} // namespace cid
