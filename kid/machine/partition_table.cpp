// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/partition_table.h"

#include "kid/machine/disk_content.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount partxSector = 512; // whatever the disk's own is

QList<PartitionTable::Entry> entriesOf(const DiskRecord &record)
{
    QList<PartitionTable::Entry> entries;
    for (const DiskPartition &partition : record.partitions)
        entries << PartitionTable::Entry{partition.number, partition.start, partition.size};
    std::sort(entries.begin(), entries.end());
    return entries;
}

QString plainId(QString id)
{
    id = id.toLower();
    return id.startsWith(u"0x"_s) ? id.mid(2) : id;
}

Result<std::optional<PartitionTable>> askPartx(ProcessRunner &runner, const QString &disk)
{
    const Result<DiskContent> content = contentOfDisk(runner, disk);
    if (!content)
        return fail(content.error());
    if (content->table.isEmpty())
        return std::nullopt;
    Command command;
    command.program = u"partx"_s;
    command.arguments = {u"--show"_s, u"--noheadings"_s, u"--raw"_s, u"--output"_s, u"NR,START,SECTORS"_s, disk};
    const Result<CommandOutput> output = runner.run(command);
    if (!output)
        return fail(output.error());
    PartitionTable table{content->table, plainId(content->tableId), {}};
    for (const QByteArray &line : output->standardOutput.split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() == 3)
            table.entries << PartitionTable::Entry{words[0].toInt(), words[1].toLongLong() * partxSector,
                                                   words[2].toLongLong() * partxSector};
    }
    std::sort(table.entries.begin(), table.entries.end());
    return table;
}

} // namespace

bool PartitionTable::isWhole(const DiskRecord &record) const
{
    return entries == entriesOf(record);
}

bool PartitionTable::isPartOf(const DiskRecord &record) const
{
    const QList<Entry> all = entriesOf(record);
    return std::all_of(entries.begin(), entries.end(), [&all](const Entry &entry) { return all.contains(entry); });
}

QString PartitionTable::digest() const
{
    QByteArray text = label.toUtf8() + ' ' + id.toUtf8();
    for (const Entry &entry : entries)
        text += '\n' + QByteArray::number(entry.number) + ' ' + QByteArray::number(entry.start) + ' '
            + QByteArray::number(entry.size);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(32));
}

std::optional<PartitionTable> parseSfdisk(const QByteArray &json)
{
    const QJsonObject whole = QJsonDocument::fromJson(json).object().value("partitiontable"_L1).toObject();
    if (whole.isEmpty())
        return std::nullopt;
    static const QRegularExpression lastNumber(u"(\\d+)$"_s);
    const ByteCount sector = whole.value("sectorsize"_L1).toInteger(512);
    PartitionTable table{whole.value("label"_L1).toString(), plainId(whole.value("id"_L1).toString()), {}};
    const QJsonArray partitions = whole.value("partitions"_L1).toArray();
    for (const auto &value : partitions) {
        const QJsonObject partition = value.toObject();
        const auto number = lastNumber.match(partition.value("node"_L1).toString());
        table.entries << PartitionTable::Entry{number.captured(1).toInt(),
                                               partition.value("start"_L1).toInteger() * sector,
                                               partition.value("size"_L1).toInteger() * sector};
    }
    std::sort(table.entries.begin(), table.entries.end());
    return table;
}

Result<std::optional<PartitionTable>> readPartitionTable(ProcessRunner &runner, const QString &disk)
{
    Command command;
    command.program = u"sfdisk"_s;
    command.arguments = {u"--json"_s, disk};
    const Result<CommandOutput> output = runner.run(command);
    if (!output && output.error().code == "process.not-found")
        return askPartx(runner, disk);
    if (!output)
        return fail(output.error());
    // sfdisk fails where there is no table at all.
    return output->exitCode == 0 ? parseSfdisk(output->standardOutput) : std::nullopt;
}

} // namespace cid
