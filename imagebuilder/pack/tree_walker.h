// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArrayList>
#include <QSet>

namespace cid {

/// Which paths stay out of an image. A pattern is a path relative to the root; "dir/*" leaves the folder and takes out
/// what is in it; '*' and '?' stand for characters of one name.
class ExcludeList
{
public:
    explicit ExcludeList(const QByteArrayList &patterns);
    [[nodiscard]] bool matches(const QByteArray &path) const;

private:
    QByteArrayList m_patterns;
};

/// Stage "walk": finds every path below a root, in the order of their bytes. Does not leave the root's file system
/// except into overlay and bind mounts of the same device; does not follow links.
class TreeWalker
{
public:
    TreeWalker(int root, ExcludeList excludes)
        : m_root(root)
        , m_excludes(std::move(excludes))
    { }

    /// Io "pack.walk" with the path.
    [[nodiscard]] Status walk();
    /// Relative to the root, sorted; the root itself is "".
    [[nodiscard]] const QByteArrayList &paths() const { return m_paths; }
    [[nodiscard]] const QByteArrayList &leftOut() const { return m_leftOut; }

private:
    [[nodiscard]] Status walkFolder(int parent, const QByteArray &name, const QByteArray &path);

    int m_root;
    ExcludeList m_excludes;
    quint64 m_device = 0;
    QByteArrayList m_paths;
    QByteArrayList m_leftOut;
};

} // namespace cid
