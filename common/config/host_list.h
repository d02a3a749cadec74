// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <functional>

namespace cid {

/// The nodes of a group; an error where there is no such group.
using HostGroups = std::function<Result<QStringList>(const QString &group)>;

/// The node that a name means: "n1" for "n1.cluster", or the name itself.
using HostAliases = std::function<QString(const QString &name)>;

/// The names that a host list means, each once, in the order of their first appearance. Understood are
///   node[001-128,200], n[1-9/2], rack[1-2]n[01-16]   ranges as Slurm, pdsh and ClusterShell write them; the first
///                                                    number's width counts: n[09-100] is n09, n10 ... n100
///   a,b  a+b  a:b  a b  a,,b,                         lists as Moab, Torque and PBS print them
///   n1:4  n1:ppn=4  n1/0+n1/1  n1/0*4  n1 4 n2 4      processors beside a host (the last LSF's), ignored
///   a!b  a&b  a^b  @group                            difference, intersection, symmetric difference, groups; from
///                                                    left to right, all of the same rank; @source:group is refused
/// Invalid "hosts.*" with the column; Invalid "hosts.too-many" above a million names, or where operators go over
/// them too often; "hosts.empty" for no name at all.
[[nodiscard]] Result<QStringList> expandHostList(const QString &text, const HostGroups &groups = {},
                                                 const HostAliases &aliases = {});

/// The shortest usual spelling: expandHostList() gives the same set again.
[[nodiscard]] QString foldHostList(const QStringList &names);

} // namespace cid
