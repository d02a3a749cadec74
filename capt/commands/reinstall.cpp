// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "common/config/host_text.h"
#include "common/domain/disk_identity.h"

#include <QDateTime>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Reinstall final : public Command
{
public:
    Reinstall()
        : Command({u"reinstall"_s, u"NODE"_s,
                   tr("Divide a node's disk anew and install Blancmange and the image on it."), 1, 1})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"serial"_s,
             tr("The disk's serial number, WWN or by-path:PLACE,SIZE as \"node show\" tells it; needed where the node "
                "has "
                "several disks or is not connected."),
             u"SERIAL"_s},
            {u"i"_s, tr("The image; the one that runs, else the node's own, where it is missing."), u"IMAGE"_s},
            {u"take"_s, tr("Also where a job holds the node.")},
        });
    }

    void run(const CommandContext &context) override
    {
        ask<NodeDetail>(context, NodeDetailRequest{context.arguments.first()},
                        [this, context](const NodeDetail &detail) { known(context, detail); });
    }

private:
    struct Target
    {
        QString serial;
        QString text; ///< for the question
    };

    [[nodiscard]] static Result<Target> targetOf(const NodeDetail &detail, const QString &serial)
    {
        QList<Target> found;
        for (const Disk &disk : detail.inventory.disks) {
            const QStringList names = diskNames(disk, detail.inventory.disks);
            const QString name = names.contains(serial) ? serial : names.value(0);
            if (serial.isEmpty() ? disk.ours : name == serial)
                found.append(
                    {name, tr("%1 (%2, %3, serial %4)").arg(disk.path, disk.model, formatBytes(disk.size), name)});
        }
        if (found.size() == 1 && !found.first().serial.isEmpty())
            return found.first();
        if (!serial.isEmpty() && detail.inventory.disks.isEmpty())
            return Target{serial, tr("the disk with serial %1").arg(serial)};
        return fail(makeError(ErrorKind::Invalid, "cidctl.which-disk",
                              tr("%1: say with --serial which disk is meant; \"cidctl node show %1\" lists them")
                                  .arg(detail.status.name)));
    }

    void known(const CommandContext &context, const NodeDetail &detail)
    {
        const QString node = detail.status.name;
        const auto target = targetOf(detail, context.parser.value(u"serial"_s));
        if (!target) {
            failWith(target.error());
            return;
        }
        QString image = context.parser.value(u"i"_s);
        if (image.isEmpty())
            image = detail.status.image.isNull() ? detail.definition.image : detail.status.image.toString();
        if (image.isEmpty()) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage",
                               tr("%1 runs no image and node_db names none: name one with -i").arg(node)));
            return;
        }
        const QString question = tr("Everything on %1 of %2 will be lost, save partitions with \"keep = yes\"; then %3 "
                                    "is installed. Go on?")
                                     .arg(target->text, node, image);
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("%1 of %2 would be divided anew and get %3\n").arg(target->text, node, image));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, question)) {
            order(context, node, *target, image);
        }
    }

    // One request: the permission is the deployment's own, comes with it and ends with it.
    void order(const CommandContext &context, const QString &node, const Target &target, const QString &image)
    {
        const QString job = u"reinstall-%1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        DeployRequest request{job, node, image, context.conf.deadline.count() * 1000, true};
        request.wipes = {{node, target.serial}};
        request.take = context.parser.isSet(u"take"_s);
        ask<DeployReply>(context, request, [this](const DeployReply &reply) {
            writeOut(tr("job %1: %2 on %3\n").arg(reply.job.id, reply.job.resolved.toString(), hostsOf(reply.job)));
            Q_EMIT finished(ExitCode::Success);
        });
    }
};

} // namespace

std::unique_ptr<Command> makeReinstall()
{
    return std::make_unique<Reinstall>();
}

} // namespace cid
