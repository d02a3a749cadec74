// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QString>

namespace cid::test {

/// Runs a shell script with its working folder; its output and errors come back, and ok says whether it returned 0.
struct Shell
{
    bool ok = false;
    QByteArray out;
    QByteArray err;
};
[[nodiscard]] Shell shell(const QByteArray &script, const QString &folder);

/// Fills a folder with everything that an image must keep: hard and dangling links, devices, access lists, attributes,
/// capabilities, sparse and immutable files, odd names and times, deep folders. Some of it as root only. Afterwards:
/// chattr -i etc/fixed.
[[nodiscard]] Shell makeRichTree(const QString &folder);

/// One line for each path below a folder with everything that can be asked of it: type, mode, owner, size, time,
/// target, links, device, attributes, flags, the SHA-256 of the content. \a withOwners: false leaves owners out.
[[nodiscard]] QByteArrayList describeTree(const QString &folder, bool withOwners = true);

} // namespace cid::test
