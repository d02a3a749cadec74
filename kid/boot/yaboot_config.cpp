// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/yaboot_config.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QByteArray number(const DiskPartition *partition)
{
    return QByteArray::number(partition ? partition->number : 0);
}

QString withConsoles(QString words, const GrubMenu &menu)
{
    for (const QString &console : menu.consoles)
        words += u" console="_s + console;
    return words.simplified();
}

QByteArray section(const QByteArray &partition, const QString &kernel, const QString &initrd, const QByteArray &label)
{
    QByteArray text = "\nimage=" + kernel.toUtf8() + "\n\tlabel=" + label + "\n\tpartition=" + partition + '\n';
    if (!initrd.isEmpty())
        text += "\tinitrd=" + initrd.toUtf8() + '\n';
    return text;
}

} // namespace

QByteArray yabootConfig(const DiskRecord &record, const GrubMenu &menu, const BootState &state)
{
    const bool isImage = state.slot > 0 && !state.kernel.isEmpty() && state.tries < maxBootTries;
    QByteArray text = "# Written by notP.\ntimeout=10\ndefault=" + QByteArray(isImage ? "image" : "blancmange") + '\n';
    const QString home = u"cid.blancmange=disk cid.home=%1 %2"_s.arg(menu.home, menu.arguments.join(u' '));
    text += section(number(record.find(PartitionRole::Blancmange)), u'/' + QLatin1StringView(blancmangeKernelPath),
                    u'/' + QLatin1StringView(blancmangeInitramfsPath), "blancmange");
    text += "\tappend=\"" + withConsoles(home, menu).toUtf8() + "\"\n";
    if (!isImage)
        return text;
    text += section(QByteArray::number(state.slot), state.kernel, state.initrd, "image");
    return text + "\tread-only\n\tappend=\""
        + withConsoles(u"root=UUID=%1 panic=10 %2"_s.arg(state.rootUuid, state.append), menu).toUtf8() + "\"\n";
}

} // namespace cid
