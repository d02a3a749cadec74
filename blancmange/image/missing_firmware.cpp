// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/missing_firmware.h"

#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype modulesAtOnce = 200; // on one command line
constexpr qsizetype filesShown = 3;

QString lacking(const QString &module, const QStringList &files)
{
    const QString more = files.size() > filesShown ? u" and %1 more"_s.arg(files.size() - filesShown) : QString();
    return u"%1: %2%3"_s.arg(module, files.mid(0, filesShown).join(u", "), more);
}

bool holdsFirmware(const ImageTree &tree, const QString &name)
{
    const QByteArray path = "usr/lib/firmware/" + name.toUtf8();
    return tree.contains(path) || tree.contains(path + ".xz") || tree.contains(path + ".zst");
}

/// What modinfo said, module by module.
QStringList lackingIn(const QByteArray &said, const ImageTree &tree)
{
    QStringList all;
    QString module;
    QStringList files;
    const auto flush = [&] {
        if (!files.isEmpty())
            all << lacking(module, std::exchange(files, {}));
    };
    for (const QByteArray &line : said.split('\n')) {
        const QString value = QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
        if (line.startsWith("filename:")) {
            flush();
            module = value.section(u'/', -1).section(u".ko"_s, 0, 0);
        } else if (line.startsWith("firmware:") && !holdsFirmware(tree, value)) {
            files << value;
        }
    }
    flush();
    return all;
}

} // namespace

Result<QStringList> missingFirmware(const ImageTree &tree, const QStringList &modules, ProcessRunner &runner)
{
    QStringList all;
    for (qsizetype first = 0; first < modules.size(); first += modulesAtOnce) {
        Command command;
        command.program = u"modinfo"_s;
        command.arguments = modules.mid(first, modulesAtOnce);
        command.maxOutput = 16 * MiB;
        const auto said = runChecked(runner, command);
        if (!said)
            return fail(said.error());
        all << lackingIn(*said, tree);
    }
    return all;
}

} // namespace cid
