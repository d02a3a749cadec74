// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_environment.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr char header[] = "# GRUB Environment Block\n";
constexpr qsizetype blockSize = 1024;
constexpr char environmentFolder[] = "/grub";
constexpr char environmentPath[] = "/grub/grubenv";

Status inside(const BootStatePlace &place, MountAccess access, const std::function<Status(const QString &root)> &work)
{
    const Result<std::unique_ptr<Mounted>> mounted = place.disk->mount(*place.runner, place.partition, access);
    if (!mounted)
        return fail(mounted.error());
    if (Status status = work((*mounted)->folder()); !status)
        return status;
    return (*mounted)->unmount();
}

// GRUB takes a backslash as "the next character is meant".
QByteArray escaped(const QString &value)
{
    return value.toUtf8().replace('\\', "\\\\");
}

QString unescaped(QByteArrayView value)
{
    QByteArray text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size())
            ++i;
        text += value[i];
    }
    return QString::fromUtf8(text);
}

} // namespace

Result<QByteArray> GrubEnvironment::encode(const BootState &state)
{
    const Result<BootVariables> variables = bootVariables(state);
    if (!variables)
        return fail(variables.error());
    QByteArray block = header;
    for (const auto &[name, value] : *variables)
        block += name + '=' + escaped(value) + '\n';
    if (block.size() > blockSize)
        return fail(makeError(ErrorKind::Invalid, "boot.env-too-large",
                              u"the kernel's command line is too long: GRUB's environment has 1,024 bytes"_s));
    return block.leftJustified(blockSize, '#');
}

Result<BootState> GrubEnvironment::decode(const QByteArray &block)
{
    if (block.size() != blockSize || !block.startsWith(header))
        return fail(makeError(ErrorKind::Corrupt, "boot.env-damaged", u"GRUB's environment block is damaged"_s));
    BootState state;
    for (const QByteArray &line : block.mid(static_cast<qsizetype>(qstrlen(header))).split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (!line.startsWith('#') && equals > 0)
            setBootVariable(state, line.left(equals), unescaped(line.mid(equals + 1)));
    }
    return state;
}

Status GrubEnvironment::create(const BootStatePlace &place) const
{
    const Result<QByteArray> block = encode({});
    if (!block)
        return fail(block.error());
    return inside(place, MountAccess::ReadWrite, [&](const QString &root) {
        const Status made = place.files->makeFolder(root + QLatin1StringView(environmentFolder));
        return made ? place.files->replace(root + QLatin1StringView(environmentPath), *block) : made;
    });
}

Result<BootState> GrubEnvironment::read(const BootStatePlace &place) const
{
    QByteArray block;
    const Status status = inside(place, MountAccess::ReadOnly, [&](const QString &root) -> Status {
        // One byte more shows that it is too large, which decode() says.
        Result<QByteArray> read = place.files->readAt(root + QLatin1StringView(environmentPath), 0, blockSize + 1);
        if (!read)
            return fail(std::move(read.error()));
        block = std::move(*read);
        return {};
    });
    return status ? decode(block) : fail(status.error());
}

Status GrubEnvironment::write(const BootStatePlace &place, const BootState &state) const
{
    const Result<QByteArray> block = encode(state);
    if (!block)
        return fail(block.error());
    return inside(place, MountAccess::ReadWrite, [&](const QString &root) {
        return place.files->overwrite(root + QLatin1StringView(environmentPath), 0, *block);
    });
}

} // namespace cid
