// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/slurm_check.h"

#include "common/domain/image.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Findings = QList<SlurmFinding>;

QString valueOf(const SlurmSurroundings &around, const QString &key)
{
    const QString value = around.config.value(key);
    return value == "(null)"_L1 ? QString() : value;
}

/// "300 sec"; Slurm says INFINITE and UNLIMITED, too.
std::optional<qint64> secondsOf(const SlurmSurroundings &around, const QString &key)
{
    bool isNumber = false;
    const qint64 seconds = valueOf(around, key).section(u' ', 0, 0).toLongLong(&isNumber);
    return isNumber ? std::optional(seconds) : std::nullopt;
}

bool usesFeatures(const SlurmSurroundings &around)
{
    return valueOf(around, u"NodeFeaturesPlugins"_s).contains("helpers"_L1);
}

void checkHook(const SlurmSurroundings &around, const QString &key, const QString &program, Findings &findings)
{
    // Newer versions number them: PrologSlurmctld[0].
    const QString value = around.config.contains(key) ? valueOf(around, key) : valueOf(around, key + u"[0]"_s);
    if (value.isEmpty()) {
        findings.append({"hook.none", u"%1 is not set"_s.arg(key), u"jobs start in whatever image their nodes run"_s,
                         u"\"cid-slurm configure\" prints the lines for slurm.conf"_s});
    } else if (value.contains(u' ')) {
        findings.append({"hook.arguments", u"%1 = %2"_s.arg(key, value),
                         u"Slurm takes one path there, without arguments"_s, u"name %1"_s.arg(program)});
    } else if (!around.isExecutable(value)) {
        findings.append({"hook.missing", u"%1 = %2 cannot be carried out"_s.arg(key, value),
                         u"slurmctld says so once when it starts, and then starts every job without it"_s,
                         u"install it, then restart slurmctld: \"scontrol reconfigure\" does not look again"_s});
    }
}

void checkRestarts(const SlurmSurroundings &around, Findings &findings)
{
    const bool hasFeatures = usesFeatures(around);
    const qint64 longest = around.longest.count();
    if (!hasFeatures && valueOf(around, u"ReturnToService"_s) != "2"_L1) {
        findings.append({"return-to-service", u"ReturnToService = %1"_s.arg(valueOf(around, u"ReturnToService"_s)),
                         u"a node that changed its image is \"unexpectedly rebooted\" to Slurm, and DOWN"_s,
                         u"ReturnToService=2, or images as features: cid-slurm configure --features"_s});
    }
    const QString key = hasFeatures ? u"ResumeTimeout"_s : u"SlurmdTimeout"_s;
    const auto seconds = secondsOf(around, key);
    const bool isEndless = !hasFeatures && seconds == 0;
    if (seconds && !isEndless && *seconds < longest) {
        findings.append({"timeout", u"%1 = %2 s, a deployment may take %3 s"_s.arg(key).arg(*seconds).arg(longest),
                         u"Slurm sets a node DOWN that takes longer, and requeues its job"_s,
                         u"%1=%2, or a shorter timeout in cid-slurm.conf"_s.arg(key).arg(longest)});
    }
    if (hasFeatures && !around.isExecutable(valueOf(around, u"RebootProgram"_s))) {
        findings.append({"reboot-program", u"RebootProgram = %1"_s.arg(valueOf(around, u"RebootProgram"_s)),
                         u"no node changes its features without one"_s,
                         u"RebootProgram: cid-slurm-reboot, on the nodes and here"_s});
    }
}

void checkPartitions(const SlurmSurroundings &around, Findings &findings)
{
    static const QRegularExpression name(uR"(PartitionName=(\S+))"_s);
    QStringList shared;
    for (const QString &line : around.partitions) {
        if (!line.contains("OverSubscribe=EXCLUSIVE"_L1))
            shared.append(name.match(line).captured(1));
    }
    shared.removeAll(QString());
    if (!shared.isEmpty() && !around.keepsNodes) {
        findings.append(
            {"shared-nodes", u"nodes of %1 are given to several jobs at once"_s.arg(shared.join(u", "_s)),
             u"a job that wants another image takes its node from those that still run there"_s,
             u"OverSubscribe=EXCLUSIVE for each partition whose jobs choose an image; or capt_holds = strict "
             "in cidd's cid.conf, and such a job waits"_s});
    }
}

void checkImages(const SlurmSurroundings &around, const SlurmConf &conf, Findings &findings)
{
    if (around.images.isEmpty())
        return;
    QStringList named = conf.images + conf.partitions.values();
    named.append(conf.image);
    named.removeAll(QString());
    named.removeDuplicates();
    named.sort();
    for (const QString &image : std::as_const(named)) {
        const auto id = ImageId::parse(image);
        if (!around.images.contains(image) && !(id && around.images.contains(id->name))) {
            findings.append({"image.unknown", u"cid-slurm.conf names \"%1\", image_db does not"_s.arg(image),
                             u"each job that asks for it is held"_s, u"one of: %1"_s.arg(around.images.join(u", "_s))});
        }
    }
}

} // namespace

QList<SlurmFinding> checkSlurm(const SlurmSurroundings &around, const SlurmConf &conf)
{
    Findings findings;
    checkHook(around, u"PrologSlurmctld"_s, u"cid-slurm-prolog"_s, findings);
    checkHook(around, u"EpilogSlurmctld"_s, u"cid-slurm-epilog"_s, findings);
    if (!around.isReadableBySlurm(around.keyFile)) {
        findings.append({"key.unreadable", u"%1 cannot be read by %2"_s.arg(around.keyFile, around.slurmUser),
                         u"the hooks run as SlurmUser and prove this key; every job would fail"_s,
                         u"name a group of %1 as key_group in cid.conf, and give the file to it with mode 0440"_s.arg(
                             around.slurmUser)});
    }
    checkPartitions(around, findings);
    checkRestarts(around, findings);
    checkImages(around, conf, findings);
    return findings;
}

} // namespace cid
