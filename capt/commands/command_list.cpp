// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

#include "common/config/schema.h"

namespace cid {

using namespace Qt::StringLiterals;

std::vector<std::unique_ptr<Command>> allCommands()
{
    std::vector<std::unique_ptr<Command>> all;
    for (const auto make : {makeNodes,       makeNodeShow,     makeNodeAdopt,
                            makeNodeWipe,    makeNodeReenrol,  makeNodeTrust,
                            makeReinstall,   makeDiscovered,   makePermissionsWithdraw,
                            makePermissions, makeHoldsRelease, makeHolds,
                            makeImages,      makeImageShow,    makeImageFiles,
                            makeImageDiff,   makeImageAdd,     makeImageVerify,
                            makeImageRemove, makeCapture,      makeDeploy,
                            makePlan,        makeCancel,       makeJobs,
                            makeJobNodes,    makeEvents,       makeReload,
                            makeConfigCheck, makePowerStatus,  makePowerOn,
                            makePowerOff,    makePowerCycle,   makeDoctor})
        all.push_back(make());
    return all;
}

Result<std::unique_ptr<Command>> findCommand(QStringList &words)
{
    if (words.isEmpty())
        return fail(makeError(ErrorKind::Invalid, "cidctl.no-verb", u"say what to do; see --help"_s));
    QStringList known;
    for (auto &command : allCommands()) {
        const QStringList verb = command->syntax().words.split(u' ');
        if (words.mid(0, verb.size()) == verb) {
            words = words.mid(verb.size());
            return std::move(command);
        }
        known.append(command->syntax().words);
    }
    static const QStringList groups{u"node"_s, u"power"_s, u"image"_s, u"job"_s, u"config"_s};
    const QString said = words.mid(0, groups.contains(words.first()) ? 2 : 1).join(u' ');
    const QString nearest = nearestWord(said, known);
    const QString hint = nearest.isEmpty() ? u"see --help"_s : u"did you mean \"%1\"?"_s.arg(nearest);
    return fail(makeError(ErrorKind::Invalid, "cidctl.unknown-verb", u"there is no verb \"%1\"; %2"_s.arg(said, hint)));
}

} // namespace cid
