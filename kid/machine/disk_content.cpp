// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_content.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr int nothingFound = 2; // exit codes of blkid
constexpr int severalFound = 8;

Result<DiskContent> probe(ProcessRunner &runner, QStringList arguments)
{
    Command command;
    command.program = u"blkid"_s;
    command.arguments = QStringList{u"--probe"_s, u"--output"_s, u"export"_s} + arguments;
    const Result<CommandOutput> output = runner.run(command);
    if (!output)
        return fail(output.error());
    DiskContent content;
    content.isAmbiguous = output->exitCode == severalFound;
    if (output->exitCode == nothingFound || content.isAmbiguous)
        return content;
    if (output->exitCode != 0)
        return fail(makeError(ErrorKind::Io, "process.failed",
                              u"%1: %2"_s.arg(command.toString(), QString::fromLocal8Bit(output->standardError))));
    const QHash<QByteArray, QString DiskContent::*> members{{"TYPE", &DiskContent::type},
                                                            {"UUID", &DiskContent::uuid},
                                                            {"LABEL", &DiskContent::label},
                                                            {"PTTYPE", &DiskContent::table},
                                                            {"PTUUID", &DiskContent::tableId}};
    for (const QByteArray &line : output->standardOutput.split('\n')) {
        const qsizetype mark = line.indexOf('=');
        if (const auto member = members.value(line.left(mark)))
            content.*member = QString::fromUtf8(line.mid(mark + 1));
    }
    return content;
}

} // namespace

QString Signature::trace() const
{
    return u"%1@%2%3"_s.arg(type).arg(offset).arg(uuid.isEmpty() ? QString() : u'/' + uuid);
}

Result<QList<Signature>> signaturesOn(ProcessRunner &runner, const QString &device)
{
    Command command;
    command.program = u"wipefs"_s;
    command.arguments = {u"--no-act"_s, u"--json"_s, device};
    const Result<QByteArray> json = runChecked(runner, command);
    if (!json)
        return fail(json.error());
    QList<Signature> signatures;
    const QJsonArray found = QJsonDocument::fromJson(*json).object().value("signatures"_L1).toArray();
    for (const auto &value : found) {
        const QJsonObject one = value.toObject();
        signatures << Signature{one.value("offset"_L1).toString().toLongLong(nullptr, 0),
                                one.value("type"_L1).toString(), one.value("uuid"_L1).toString()};
    }
    return signatures;
}

QString DiskContent::text() const
{
    if (isAmbiguous)
        return u"several things at once"_s;
    return type.isEmpty() ? u"a %1 table"_s.arg(table) : type;
}

Result<DiskContent> contentIn(ProcessRunner &runner, const QString &disk, const Stretch &stretch)
{
    return probe(runner,
                 {u"--offset"_s, QString::number(stretch.start), u"--size"_s, QString::number(stretch.size), disk});
}

Result<DiskContent> contentOfDisk(ProcessRunner &runner, const QString &disk)
{
    return probe(runner, {disk});
}

} // namespace cid
