// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_config.h"

#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// One word of GRUB's language, whatever is in it.
QByteArray quoted(const QString &word)
{
    return '\'' + word.toUtf8().replace("'", "'\\''") + '\'';
}

// "ttyS1,115200n8" is unit 1 of GRUB's serial ports. Where there is no such port, the screen stays.
QByteArray serialLines(const QStringList &consoles)
{
    static const QRegularExpression serial(u"^ttyS(\\d)(?:,(\\d+))?"_s);
    for (const QString &console : consoles) {
        const auto match = serial.match(console);
        if (!match.hasMatch())
            continue;
        const QByteArray speed = match.captured(2).isEmpty() ? QByteArray("9600") : match.captured(2).toLatin1();
        return "if serial --unit=" + match.captured(1).toLatin1() + " --speed=" + speed
            + "; then\n    terminal_input console serial\n    terminal_output console serial\nfi\n";
    }
    return {};
}

// What quoted() made, word by word.
QStringList unquoted(const QByteArray &line)
{
    QStringList words;
    QByteArray word;
    bool isQuoted = false;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        const char letter = i < line.size() ? line[i] : ' ';
        if (letter == '\'')
            isQuoted = !isQuoted;
        else if (letter == '\\' && !isQuoted && i + 1 < line.size())
            word += line[++i];
        else if (letter != ' ' || isQuoted)
            word += letter;
        else if (!word.isEmpty())
            words << QString::fromUtf8(std::exchange(word, {}));
    }
    return words;
}

QByteArray kernelWords(const QStringList &words)
{
    QByteArray text;
    for (const QString &word : words)
        text += ' ' + quoted(word);
    return text;
}

// The guard (kid/guard) lies in front of the image's initrd: every kernel takes a cpio that is not compressed and then
// one that is, as with microcode; behind some compressed ones nothing is found.
QByteArray imageEntry(const QStringList &consoles)
{
    return QByteArray("menuentry 'The image in slot '$cid_slot --id image {\n"
                      "    search --no-floppy --fs-uuid --set=root \"$cid_root\"\n"
                      "    if [ -n \"$cid_tries\" ]; then\n"
                      "        echo \"notP: the image in slot $cid_slot, start $cid_tries of 3\"\n"
                      "        set cid_watch=softlockup_panic=1\n"
                      "        if [ -n \"$cid_initrd\" -a -f \"$prefix/")
        + guardArchiveName
        + "\" ]; then set cid_guard=\"rdinit=/cid-guard\"; fi\n"
          "    else\n"
          "        echo \"notP: the image in slot $cid_slot\"\n"
          "    fi\n"
          "    linux \"$cid_kernel\" root=UUID=$cid_root ro panic=10 rd.shell=0 rd.emergency=reboot $cid_watch "
          "$cid_guard"
        + kernelWords(consoles)
        + " $cid_append\n"
          "    if [ -n \"$cid_guard\" ]; then initrd \"$prefix/"
        + guardArchiveName
        + "\" \"$cid_initrd\"\n"
          "    elif [ -n \"$cid_initrd\" ]; then initrd \"$cid_initrd\"\n"
          "    fi\n"
          "}\n";
}

} // namespace

QStringList blancmangeWords(const QByteArray &config)
{
    const QByteArray start = QByteArray("\n    linux /") + blancmangeKernelPath + ' ';
    const qsizetype at = config.indexOf(start);
    return at < 0 ? QStringList() : unquoted(config.mid(at + start.size()).split('\n').first());
}

// Not every GRUB knows names for "fallback", so the entries are counted there.
QByteArray grubConfig(const BootMenu &menu)
{
    QStringList consoles;
    for (const QString &console : menu.consoles)
        consoles << u"console="_s + console;
    return "# Written by notP when it was installed, and not touched since: what boots is in grubenv.\n"
        + serialLines(menu.consoles)
        + "set timeout=1\n"
          "set default=blancmange\n"
          "set fallback=\"1 2\"\n"
          "set cid_slot=0\n"
          "load_env\n"
          "if [ \"$default\" = blancmange -a \"$cid_slot\" != 0 -a -n \"$cid_kernel\" ]; then\n"
          "    if [ \"$cid_tries\" = 0 ]; then set cid_tries=1; set default=image\n"
          "    elif [ \"$cid_tries\" = 1 ]; then set cid_tries=2; set default=image\n"
          "    elif [ \"$cid_tries\" = 2 ]; then set cid_tries=3; set default=image\n"
          "    fi\n"
          "    if [ \"$default\" = image ]; then save_env cid_tries; fi\n"
          "fi\n"
        + imageEntry(consoles)
        + "menuentry 'Blancmange' --id blancmange {\n"
          "    search --no-floppy --fs-uuid --set=root "
        + quoted(menu.home) + "\n    echo 'notP: Blancmange'\n    linux /" + blancmangeKernelPath
        + " cid.blancmange=disk " + quoted(u"cid.home="_s + menu.home) + kernelWords(menu.arguments)
        + kernelWords(consoles) + "\n    initrd /" + blancmangeInitramfsPath
        + "\n}\n"
          "menuentry 'Begin again' {\n"
          "    echo 'notP: nothing on this disk starts; the machine begins again in a minute'\n"
          "    sleep 60\n"
          "    reboot\n"
          "}\n";
}

} // namespace cid
