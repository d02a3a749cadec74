// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/commands/command.h"

namespace cid {

// One file each.
[[nodiscard]] std::unique_ptr<Command> makeNodes();
[[nodiscard]] std::unique_ptr<Command> makeNodeShow();
[[nodiscard]] std::unique_ptr<Command> makeDiscovered();
[[nodiscard]] std::unique_ptr<Command> makeNodeAdopt();
[[nodiscard]] std::unique_ptr<Command> makeNodeWipe();
[[nodiscard]] std::unique_ptr<Command> makeNodeReenrol();
[[nodiscard]] std::unique_ptr<Command> makeNodeTrust();
[[nodiscard]] std::unique_ptr<Command> makePermissions();
[[nodiscard]] std::unique_ptr<Command> makePermissionsWithdraw();
[[nodiscard]] std::unique_ptr<Command> makeHolds();
[[nodiscard]] std::unique_ptr<Command> makeHoldsRelease();
[[nodiscard]] std::unique_ptr<Command> makeReinstall();
[[nodiscard]] std::unique_ptr<Command> makeImages();
[[nodiscard]] std::unique_ptr<Command> makeImageAdd();
[[nodiscard]] std::unique_ptr<Command> makeImageVerify();
[[nodiscard]] std::unique_ptr<Command> makeImageRemove();
[[nodiscard]] std::unique_ptr<Command> makeImageShow();
[[nodiscard]] std::unique_ptr<Command> makeImageFiles();
[[nodiscard]] std::unique_ptr<Command> makeImageDiff();
[[nodiscard]] std::unique_ptr<Command> makeCapture();
[[nodiscard]] std::unique_ptr<Command> makeDeploy();
[[nodiscard]] std::unique_ptr<Command> makeCancel();
[[nodiscard]] std::unique_ptr<Command> makeJobs();
[[nodiscard]] std::unique_ptr<Command> makeJobNodes();
[[nodiscard]] std::unique_ptr<Command> makeEvents();
[[nodiscard]] std::unique_ptr<Command> makePlan();
[[nodiscard]] std::unique_ptr<Command> makePowerStatus();
[[nodiscard]] std::unique_ptr<Command> makePowerOn();
[[nodiscard]] std::unique_ptr<Command> makePowerOff();
[[nodiscard]] std::unique_ptr<Command> makePowerCycle();
[[nodiscard]] std::unique_ptr<Command> makeDoctor();
[[nodiscard]] std::unique_ptr<Command> makeReload();
[[nodiscard]] std::unique_ptr<Command> makeConfigCheck();

/// Every verb, in the order of --help.
[[nodiscard]] std::vector<std::unique_ptr<Command>> allCommands();

/// Takes the verb that the words begin with out of the list, and its words off \a words. Invalid "cidctl.no-verb",
/// "cidctl.unknown-verb" with the nearest one.
[[nodiscard]] Result<std::unique_ptr<Command>> findCommand(QStringList &words);

} // namespace cid
