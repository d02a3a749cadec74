// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <functional>

namespace cid {

/// The nodes of a group; an error where there is no such group.
using HostGroups = std::function<Result<QStringList>(const QString &group)>;

/// The names that a host list means, each once, in the order of their first appearance. Understood are
///   node[001-128,200], n[1-9/2], rack[1-2]n[01-16]   ranges as Slurm and ClusterShell write them, padding kept
///   a,b  a+b  a:b  a b                               lists as Moab, Torque and PBS print them
///   n1:4  n1:ppn=4  n1/0+n1/1  n1/0*4                 processors beside a host, ignored
///   a!b  a&b  a^b  @group                            difference, intersection, symmetric difference, groups; from
///                                                    left to right, all of the same rank
/// Invalid "hosts.*" with the column; Invalid "hosts.too-many" above a million names, or where operators go over
/// them too often; "hosts.empty" for no name at all.
[[nodiscard]] Result<QStringList> expandHostList(const QString &text, const HostGroups &groups = {});

/// The shortest usual spelling: expandHostList() gives the same set again.
[[nodiscard]] QString foldHostList(const QStringList &names);

} // namespace cid
