// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/kernel_arguments.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount largestEntry = 64 * KiB;
constexpr qsizetype mostEntries = 500;
/// Of the 1,024 bytes that GRUB keeps for everything.
constexpr qsizetype mostLetters = 600;
constexpr char entriesFolder[] = "boot/loader/entries";
constexpr QLatin1StringView onlyWord("!only");

/// The command line of one entry, and for which kernel it is.
struct LoaderEntry
{
    QByteArray kernel; ///< its last name
    QByteArray version;
    QByteArray options;
};

QByteArray textOf(FileSystem &files, const QString &root, const QByteArray &path)
{
    return files.readInRoot(root, path, largestEntry).value_or(QByteArray());
}

QByteArray lastName(const QByteArray &path)
{
    return path.mid(path.lastIndexOf('/') + 1);
}

LoaderEntry entryOf(const QByteArray &text)
{
    LoaderEntry entry;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray plain = line.simplified();
        const QByteArray value = plain.mid(plain.indexOf(' ') + 1);
        if (plain.startsWith("linux "))
            entry.kernel = lastName(value);
        else if (plain.startsWith("version "))
            entry.version = value;
        else if (plain.startsWith("options "))
            entry.options += ' ' + value;
    }
    return entry;
}

/// "6.1.0-18-amd64" of "/boot/vmlinuz-6.1.0-18-amd64" and "/lib/modules/6.1.0-18-amd64/vmlinuz".
QByteArray versionOf(const QByteArray &kernel)
{
    const QByteArray name = lastName(kernel);
    const qsizetype dash = name.indexOf('-');
    return dash > 0 ? name.mid(dash + 1) : lastName(kernel.left(kernel.lastIndexOf('/')));
}

/// Words such as $kernelopts stand in GRUB's environment.
QByteArray withVariables(const QByteArray &options, FileSystem &files, const QString &root)
{
    QByteArray environment;
    for (const char *path : {"boot/grub2/grubenv", "boot/grub/grubenv"})
        environment += textOf(files, root, path) + '\n';
    QByteArrayList words;
    for (const QByteArray &word : options.simplified().split(' ')) {
        if (!word.startsWith('$')) {
            words << word;
            continue;
        }
        for (const QByteArray &line : environment.split('\n')) {
            if (line.startsWith(word.mid(1) + '='))
                words << line.mid(word.size());
        }
    }
    return words.join(' ');
}

QByteArray lineOf(FileSystem &files, const QString &root, const QByteArray &kernel)
{
    const QStringList names = files.listInRoot(root, entriesFolder).value_or(QStringList());
    const QByteArray version = versionOf(kernel);
    for (const QString &name : names.first(std::min(names.size(), mostEntries))) {
        if (!name.endsWith(u".conf"_s))
            continue;
        const LoaderEntry entry =
            entryOf(textOf(files, root, QByteArray(entriesFolder) + '/' + QFile::encodeName(name)));
        const bool isNamed = !entry.kernel.isEmpty() && entry.kernel == lastName(kernel) && entry.kernel.contains('-');
        if (isNamed || (!version.isEmpty() && entry.version == version))
            return withVariables(entry.options, files, root);
    }
    const QByteArray own = textOf(files, root, "etc/kernel/cmdline");
    return own.isEmpty() ? textOf(files, root, "usr/lib/kernel/cmdline") : own;
}

bool isAnotherMachines(const QString &word)
{
    static const QStringList names{u"root"_s,
                                   u"rootflags"_s,
                                   u"rootfstype"_s,
                                   u"ro"_s,
                                   u"rw"_s,
                                   u"resume"_s,
                                   u"resume_offset"_s,
                                   u"boot"_s,
                                   u"BOOT_IMAGE"_s,
                                   u"initrd"_s,
                                   u"ip"_s,
                                   u"ifname"_s,
                                   u"BOOTIF"_s,
                                   u"bootdev"_s,
                                   u"bond"_s,
                                   u"bridge"_s,
                                   u"team"_s,
                                   u"vlan"_s,
                                   u"nameserver"_s,
                                   u"netroot"_s,
                                   u"nfsroot"_s,
                                   u"console"_s,
                                   u"init"_s,
                                   u"rdinit"_s,
                                   u"panic"_s,
                                   u"softlockup_panic"_s,
                                   u"rd.shell"_s,
                                   u"rd.emergency"_s,
                                   u"rd.break"_s,
                                   u"single"_s,
                                   u"emergency"_s,
                                   u"rescue"_s,
                                   u"cryptdevice"_s,
                                   u"systemd.machine_id"_s};
    static const QStringList beginnings{u"rd.lvm"_s,   u"rd.md"_s,    u"rd.dm"_s, u"rd.luks"_s, u"luks."_s,
                                        u"rd.iscsi"_s, u"rd.route"_s, u"cid."_s,  u"cid_"_s};
    const QString name = word.section(u'=', 0, 0);
    return names.contains(name) || std::any_of(beginnings.begin(), beginnings.end(), [&name](const QString &one) {
               return name.startsWith(one);
           });
}

bool isHandedOver(const QString &word)
{
    return std::all_of(word.begin(), word.end(), [](QChar letter) {
        return letter.unicode() > 0x20 && letter.unicode() < 0x7f && !u"\"'\\$`;&|<>"_s.contains(letter);
    });
}

/// Blanks inside of double quotes part no words.
QStringList wordsIn(const QString &line)
{
    QStringList words{QString()};
    bool isQuoted = false;
    for (const QChar letter : line) {
        isQuoted = isQuoted != (letter == u'"');
        if (letter.isSpace() && !isQuoted)
            words << QString();
        else
            words.last() += letter;
    }
    words.removeAll(QString());
    return words;
}

} // namespace

KernelArguments kernelArgumentsOf(FileSystem &files, const QString &root, const QString &kernel)
{
    KernelArguments arguments;
    QByteArrayList lines = lineOf(files, root, QFile::encodeName(kernel)).split('\n');
    lines.removeIf([](const QByteArray &line) { return line.trimmed().startsWith('#'); });
    for (const QString &word : wordsIn(QString::fromLatin1(lines.join(' ')))) {
        const bool isKept = !isAnotherMachines(word) && isHandedOver(word);
        (isKept ? arguments.words : arguments.leftOut) << word;
    }
    return arguments;
}

QString joinedArguments(KernelArguments &own, const QString &append)
{
    const QString said = append.trimmed();
    const bool isOnly = said == onlyWord || said.startsWith(onlyWord + u' ');
    if (isOnly)
        return said.mid(onlyWord.size()).trimmed();
    if (own.words.join(u' ').size() + said.size() > mostLetters) {
        own.leftOut += own.words;
        own.words.clear();
    }
    QStringList all = own.words;
    if (!said.isEmpty())
        all << append;
    return all.join(u' ');
}

} // namespace cid
