// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "imagebuilder/pack/own_files.h"

#include <QByteArrayList>

#include <functional>
#include <sys/stat.h>
#include <vector>

namespace cid {

/// Which paths stay out of an image. A pattern is a path relative to the root; "dir/*" leaves the folder and takes out
/// what is in it; '*' and '?' stand for characters of one name.
class ExcludeList
{
public:
    ExcludeList() = default;
    explicit ExcludeList(const QByteArrayList &patterns);
    [[nodiscard]] bool matches(const QByteArray &path) const;

private:
    struct Pattern
    {
        QByteArray text;
        qsizetype plain = 0; ///< so many of its first characters stand for themselves
    };
    std::vector<Pattern> m_patterns;
};

/// One path below the root, while its folder is open.
struct WalkedEntry
{
    int folder = -1; ///< of the folder that it lies in; borrowed
    QByteArray name; ///< in that folder; "." for the root
    QByteArray path; ///< relative to the root; empty for the root itself
    struct stat facts = {};
};

enum class WalkStep : quint8 {
    Go,
    Skip, ///< leave out what is in this folder
};

struct WalkOptions
{
    ExcludeList excludes;
    OwnFiles own; ///< is left out, too
    /// False: goes into what is mounted below the root as well, unless that is a network's or the kernel's own.
    bool oneFileSystem = false;
    /// Called for what cannot be read; an error ends the walk. Where it is not set, everything does.
    std::function<Status(const Error &)> onProblem;
    class ReadAhead *readAhead = nullptr; ///< hears of each folder; borrowed, may be null
};

/// Stage "walk": finds every path below a root, in the order of their bytes, and does not follow links. Holds the names
/// of one folder for each level, never the whole tree. Sockets are left out.
class TreeWalker
{
public:
    using Visit = std::function<Result<WalkStep>(const WalkedEntry &)>;

    /// \a root is a folder's descriptor; borrowed.
    TreeWalker(int root, WalkOptions options)
        : m_root(root)
        , m_options(std::move(options))
    { }

    /// Io "pack.walk" with the path; any error of \a visit.
    [[nodiscard]] Status walk(const Visit &visit);
    /// What the last walk passed over: excluded paths, sockets, "path/*" for a mount.
    [[nodiscard]] const QByteArrayList &leftOut() const { return m_leftOut; }

private:
    struct Name
    {
        QByteArray key; ///< with a slash behind it: what is in that folder
        ino_t inode = 0;
        bool isFile = false; ///< a regular one
    };

    [[nodiscard]] Status walkFolder(int parent, const QByteArray &name, const QByteArray &path, const Visit &visit);
    [[nodiscard]] Result<std::vector<Name>> namesIn(int folder, const QByteArray &path);
    [[nodiscard]] Result<WalkStep> visitEntry(WalkedEntry &entry, const Visit &visit);
    void askAhead(int folder, const std::vector<Name> &names) const;
    [[nodiscard]] bool isMountToSkip(int folder, const QByteArray &name, quint64 device) const;
    [[nodiscard]] Status problem(const char *code, const QByteArray &path);

    int m_root;
    WalkOptions m_options;
    quint64 m_device = 0;
    QByteArrayList m_leftOut;
};

} // namespace cid
