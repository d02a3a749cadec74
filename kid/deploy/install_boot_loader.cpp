// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/install_boot_loader.h"

#include "kid/boot/boot_loader.h"
#include "kid/boot/boot_state.h"
#include "kid/boot/efi_boot_entry.h"
#include "kid/boot/grub_efi_loader.h"
#include "kid/deploy/load_kernel.h"
#include "kid/machine/layout.h"

using namespace Qt::StringLiterals;

namespace cid {

InstallBootLoader::InstallBootLoader(SharedScene scene, QString layout)
    : m_scene(std::move(scene))
    , m_layout(std::move(layout))
{ }

QString InstallBootLoader::description() const
{
    return u"write the boot state and the boot loader of %1 to %2: Blancmange boots"_s.arg(m_layout,
                                                                                           m_scene->disk->facts().path);
}

Status InstallBootLoader::run(JobContext &context)
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
    const Result<QString> uuid = m_scene->disk->uuid(context.runner(), *home);
    if (!uuid)
        return fail(uuid.error());
    Machine &machine = *m_scene->machine;
    BootLoaderPlan plan{*record, {*uuid, consolesFor(*m_scene), {}}, machine.loaderFolder()};
    for (const QString &argument : machine.bootArguments()) {
        if (!argument.startsWith(u"console="_s))
            plan.menu.arguments << argument;
    }
    context.step(u"make the boot state: Blancmange starts"_s);
    if (Status status = BootStateFile(*m_scene->disk, context.files()).create(context.runner()); !status)
        return status;
    const Status installed = (*layout)->loader().install(context, *m_scene->disk, plan);
    if (!installed && installed.error().code == "boot.no-loader" && machine.isPretended())
        return {};
    if (installed)
        nameToFirmware(context, *record);
    return installed;
}

// Firmware that takes no entry finds the loader by its usual name.
void InstallBootLoader::nameToFirmware(JobContext &context, const DiskRecord &record) const
{
    const QString variables = m_scene->machine->efiVariables();
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (variables.isEmpty() || !own || own->fileSystem != u"vfat"_s)
        return;
    const QByteArray option = efiLoadOption(u"notP"_s,
                                            {*own, record.sectorSize, partitionGuid(record.guidSeed(), own->number),
                                             u'\\' + QString::fromLatin1(efiLoaderPath).replace(u'/', u'\\')});
    const Status written = writeEfiBootEntry(variables, option);
    context.step(written ? u"the firmware knows the disk as \"notP\""_s
                         : u"the firmware takes no boot entry: %1"_s.arg(written.error().text));
}

} // namespace cid
