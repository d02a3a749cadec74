// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/yaboot_config.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr char yabootHeader[] = "# Written by notP.\n";
constexpr int blancmangePartition = 3; // as YabootLayout numbers them

Error damaged()
{
    return makeError(ErrorKind::Corrupt, "boot.env-damaged",
                     u"yaboot.conf is damaged: install the node anew (cidctl reinstall)"_s);
}

// A volume whose mark is not there yet, or not any more, does not boot.
Result<QByteArray> readVolume(const BootStatePlace &place)
{
    Result<QByteArray> volume = place.disk->readAt(*place.files, place.partition.start, place.partition.size);
    if (volume && volume->mid(hfsMarkAt, 2) != hfsMark)
        return fail(
            makeError(ErrorKind::NotFound, "boot.no-grub",
                      u"the bootstrap partition of the disk %1 is not complete"_s.arg(place.disk->facts().path)));
    return volume;
}

// Where in the partition it lies, and what it says.
using Found = std::pair<qsizetype, BootChoice>;

Result<Found> find(const BootStatePlace &place)
{
    const Result<QByteArray> volume = readVolume(place);
    if (!volume)
        return fail(volume.error());
    const Result<qsizetype> at = YabootConfig::placeIn(*volume);
    if (!at)
        return fail(at.error());
    return YabootConfig::decode(volume->mid(*at, yabootConfigSize)).map([&](const BootChoice &choice) {
        return Found(*at, choice);
    });
}

QString kernelWords(QString words, const BootMenu &menu)
{
    for (const QString &console : menu.consoles)
        words += u" console="_s + console;
    return words.simplified();
}

struct Section
{
    QByteArray label;
    int partition = 0;
    QString kernel;
    QString initrd;
    QString append;
};

QByteArray format(const Section &section)
{
    QByteArray text = "\nimage=" + section.kernel.toUtf8() + "\n\tlabel=" + section.label
        + "\n\tpartition=" + QByteArray::number(section.partition) + '\n';
    if (!section.initrd.isEmpty())
        text += "\tinitrd=" + section.initrd.toUtf8() + '\n';
    return text + "\tappend=\"" + section.append.toUtf8() + "\"\n";
}

QByteArray sections(const BootState &state, const BootMenu &menu)
{
    const bool isImage = state.slot > 0 && !state.kernel.isEmpty();
    // In tenths of a second.
    QByteArray text = "timeout=10\ndefault=" + QByteArray(isImage ? "image" : "blancmange") + '\n';
    if (isImage)
        text += format({"image", state.slot, state.kernel, state.initrd,
                        kernelWords(u"root=UUID=%1 ro panic=10 %2"_s.arg(state.rootUuid, state.append), menu)});
    return text
        + format(
               {"blancmange", blancmangePartition, u'/' + QLatin1StringView(blancmangeKernelPath),
                u'/' + QLatin1StringView(blancmangeInitramfsPath),
                kernelWords(u"cid.blancmange=disk cid.home=%1 %2"_s.arg(menu.home, menu.arguments.join(u' ')), menu)});
}

} // namespace

Result<qsizetype> YabootConfig::placeIn(const QByteArray &volume)
{
    const qsizetype at = volume.indexOf(yabootHeader);
    const bool isThere = volume.mid(hfsMarkAt, 2) == hfsMark && at >= 0 && at + yabootConfigSize <= volume.size()
        && volume.indexOf(yabootHeader, at + 1) < 0;
    if (!isThere)
        return fail(makeError(ErrorKind::Corrupt, "boot.bad-loader",
                              u"the bootstrap partition holds no HFS volume with a yaboot.conf of notP"_s));
    return at;
}

Result<QByteArray> YabootConfig::encode(const BootChoice &choice)
{
    const auto &[state, menu] = choice;
    if (menu.home.isEmpty())
        return fail(damaged());
    Result<BootVariables> variables = bootVariables(state);
    if (!variables)
        return fail(std::move(variables.error()));
    *variables << std::pair("cid_home", menu.home) << std::pair("cid_consoles", menu.consoles.join(u' '))
               << std::pair("cid_arguments", menu.arguments.join(u' '));
    QByteArray block = yabootHeader;
    for (const auto &[name, value] : std::as_const(*variables)) {
        // yaboot knows no way to write it inside a text.
        if (value.contains(u'"'))
            return fail(makeError(ErrorKind::Invalid, "boot.env-bad-value",
                                  u"%1: yaboot.conf cannot have quotation marks in it"_s.arg(value)));
        block += "# " + name + '=' + value.toUtf8() + '\n';
    }
    block += sections(state, menu);
    if (block.size() > yabootConfigSize)
        return fail(makeError(ErrorKind::Invalid, "boot.env-too-large",
                              u"the kernel's command line is too long: yaboot.conf has 4,096 bytes"_s));
    return block.leftJustified(yabootConfigSize, '\n');
}

Result<BootChoice> YabootConfig::decode(const QByteArray &block)
{
    if (block.size() != yabootConfigSize || !block.startsWith(yabootHeader))
        return fail(damaged());
    BootChoice choice;
    for (const QByteArray &line : block.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (!line.startsWith("# ") || equals < 0)
            continue;
        const QByteArray name = line.mid(2, equals - 2);
        const QString value = QString::fromUtf8(line.mid(equals + 1));
        if (name == "cid_home")
            choice.menu.home = value;
        else if (name == "cid_consoles")
            choice.menu.consoles = value.split(u' ', Qt::SkipEmptyParts);
        else if (name == "cid_arguments")
            choice.menu.arguments = value.split(u' ', Qt::SkipEmptyParts);
        else
            setBootVariable(choice.state, name, value);
    }
    return choice;
}

Result<BootState> YabootConfig::read(const BootStatePlace &place) const
{
    const Result<Found> found = find(place);
    return found ? Result<BootState>(found->second.state) : fail(found.error());
}

Status YabootConfig::write(const BootStatePlace &place, const BootState &state) const
{
    const Result<Found> found = find(place);
    if (!found)
        return fail(found.error());
    const Result<QByteArray> block = encode({state, found->second.menu});
    return block ? place.disk->writeAt(*place.files, place.partition.start + found->first, *block)
                 : Status(fail(block.error()));
}

} // namespace cid
