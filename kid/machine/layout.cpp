// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/layout.h"

#include "kid/machine/grub_gpt_layout.h"
#include "kid/machine/grub_msdos_layout.h"
#include "kid/machine/yaboot_layout.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString usualName(Firmware firmware, const Disk &disk)
{
    switch (firmware) {
    case Firmware::Uefi:
        return u"grub-gpt"_s;
    case Firmware::OpenFirmware:
        return u"yaboot"_s;
    case Firmware::Bios:
    case Firmware::Unknown:
        break;
    }
    return disk.size > largestMsdosDisk ? u"grub-gpt-bios"_s : u"grub-msdos"_s;
}

QString nameOf(Firmware firmware)
{
    switch (firmware) {
    case Firmware::Uefi:
        return u"UEFI"_s;
    case Firmware::OpenFirmware:
        return u"Open Firmware"_s;
    case Firmware::Bios:
    case Firmware::Unknown:
        break;
    }
    return u"a BIOS"_s;
}

} // namespace

Result<const Layout *> findLayout(const QString &name)
{
    static const GrubMsdosLayout grubMsdos;
    static const GrubGptLayout grubGpt(Firmware::Uefi);
    static const GrubGptLayout grubGptBios(Firmware::Bios);
    static const YabootLayout yaboot;
    for (const Layout *layout : std::initializer_list<const Layout *>{&grubMsdos, &grubGpt, &grubGptBios, &yaboot}) {
        if (name == layout->name())
            return layout;
    }
    return fail(makeError(ErrorKind::NotFound, "layout.unknown", u"there is no layout \"%1\""_s.arg(name),
                          {{u"layout"_s, name}}));
}

Result<const Layout *> chooseLayout(const QString &name, Firmware firmware, const Disk &disk)
{
    const QString chosen = name.isEmpty() ? usualName(firmware, disk) : name;
    Result<const Layout *> layout = findLayout(chosen);
    // A machine that did not say what it has may have anything.
    if (layout && firmware != Firmware::Unknown && (*layout)->firmware() != firmware)
        return fail(makeError(ErrorKind::Refused, "layout.wrong-firmware",
                              u"the layout %1 is for machines with %2, and this one was not started by that; "
                              "use layout = %3 or change the firmware's settings"_s.arg(
                                  chosen, nameOf((*layout)->firmware()), usualName(firmware, disk)),
                              {{u"layout"_s, chosen}}));
    return layout;
}

} // namespace cid
