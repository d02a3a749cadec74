// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/efi_boot_entry.h"

#include "common/system/unique_fd.h"

#include <QDir>
#include <QFile>
#include <QtEndian>

#include <cerrno>
#include <fcntl.h>
#include <optional>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr qsizetype attributesSize = 4; // in front of each variable's value
constexpr quint32 keptAttributes = 7; // non-volatile, in boot services, at run time
constexpr quint16 lastNumber = 0x1fff;
const QString globalGuid = u"-8be4df61-93ca-11d2-aa0d-00e098032b8c"_s;

template <typename T> QByteArray little(T number)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian<T>(number, bytes.data());
    return bytes;
}

QByteArray utf16(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text)
        bytes += little<quint16>(c.unicode());
    return bytes + little<quint16>(0);
}

// As GPTs have it: the first three groups little endian.
QByteArray guidBytes(const QUuid &guid)
{
    return little<quint32>(guid.data1) + little<quint16>(guid.data2) + little<quint16>(guid.data3)
        + QByteArray(reinterpret_cast<const char *>(guid.data4), sizeof guid.data4);
}

QByteArray node(char type, char subType, const QByteArray &data)
{
    return QByteArray(1, type) + subType + little<quint16>(static_cast<quint16>(data.size() + 4)) + data;
}

QString pathOf(const QString &folder, const QString &name)
{
    return folder + u'/' + name + globalGuid;
}

QByteArray valueOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().mid(attributesSize) : QByteArray();
}

// In one write: the firmware takes a variable as a whole.
Status setVariable(const QString &path, const QByteArray &value)
{
    const QByteArray content = little<quint32>(keptAttributes) + value;
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (!fd.isValid() || ::write(fd.get(), content.constData(), static_cast<size_t>(content.size())) != content.size())
        return fail(errnoError("boot.efi-variable", u"cannot write the firmware's variable %1"_s.arg(path)));
    return {};
}

QString bootName(quint16 number)
{
    return u"Boot"_s + u"%1"_s.arg(number, 4, 16, QChar(u'0')).toUpper();
}

// The entry with the same description, else the first number that nobody has.
std::optional<quint16> numberFor(const QString &folder, const QByteArray &option)
{
    const qsizetype head = 6;
    const auto descriptionOf = [](const QByteArray &whole) {
        qsizetype end = head;
        while (end + 1 < whole.size() && (whole[end] != 0 || whole[end + 1] != 0))
            end += 2;
        return whole.mid(head, end - head);
    };
    std::optional<quint16> free;
    for (quint16 number = 0; number <= lastNumber; ++number) {
        const QString path = pathOf(folder, bootName(number));
        const bool isThere = QFile::exists(path);
        if (isThere && descriptionOf(valueOf(path)) == descriptionOf(option))
            return number;
        if (!isThere && !free)
            free = number;
    }
    return free;
}

} // namespace

QUuid partitionGuid(const QString &seed, int number)
{
    static const QUuid space(u"6a1f5c0e-6e0b-4f0c-9d57-2c6f0c1d3807"_s);
    return QUuid::createUuidV5(space, seed + u'/' + QString::number(number));
}

QByteArray efiLoadOption(const QString &description, const EfiLoaderPlace &loader)
{
    constexpr char media = 4;
    constexpr char hardDrive = 1;
    constexpr char filePath = 4;
    const DiskPartition &partition = loader.partition;
    const QByteArray place = little<quint32>(static_cast<quint32>(partition.number))
        + little<quint64>(static_cast<quint64>(partition.start / loader.sectorSize))
        + little<quint64>(static_cast<quint64>(partition.size / loader.sectorSize)) + guidBytes(loader.guid) + '\x02'
        + '\x02';
    const QByteArray path =
        node(media, hardDrive, place) + node(media, filePath, utf16(loader.path)) + node(0x7f, '\xff', {});
    return little<quint32>(1) + little<quint16>(static_cast<quint16>(path.size())) + utf16(description) + path;
}

Status writeEfiBootEntry(const QString &folder, const QByteArray &option)
{
    const auto number = numberFor(folder, option);
    if (!number)
        return fail(makeError(ErrorKind::Io, "boot.efi-variable", u"the firmware has no room for a boot entry"_s));
    const QString path = pathOf(folder, bootName(*number));
    if (valueOf(path) != option) {
        if (Status status = setVariable(path, option); !status)
            return status;
    }
    QByteArray order = valueOf(pathOf(folder, u"BootOrder"_s));
    const auto placeOf = [&order](const QByteArray &entry) {
        for (qsizetype i = 0; i + 1 < order.size(); i += 2) {
            if (order.mid(i, 2) == entry)
                return i;
        }
        return qsizetype(-1);
    };
    const QByteArray own = little<quint16>(*number);
    if (placeOf(own) >= 0)
        return {};
    const qsizetype current = placeOf(valueOf(pathOf(folder, u"BootCurrent"_s)).left(2));
    order.insert(current < 0 ? order.size() : current + 2, own);
    return setVariable(pathOf(folder, u"BootOrder"_s), order);
}

} // namespace cid
