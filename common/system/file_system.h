// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"

#include <QByteArray>
#include <QStringList>

namespace cid {

struct FileFacts
{
    enum class Type : quint8 { File, Folder, SymbolicLink, Device, Other };
    Type type = Type::File;
    ByteCount size = 0;
    quint32 mode = 0; ///< permission bits alone
};

/// A file to be written below a root that somebody else filled.
struct RootedFile
{
    QString root; ///< a folder; links inside it, absolute ones too, are followed as a process chrooted there would
    QByteArray path; ///< relative to the root, without ".."
    QByteArray content;
    quint32 mode = 0644;
    bool keepsMode = false; ///< a file that is there keeps its own
};

/// A symbolic link to be made below a root that somebody else filled.
struct RootedLink
{
    QString root; ///< as of a RootedFile
    QByteArray path;
    QByteArray target; ///< as it will stand in the link
};

/// The files of this machine, behind an interface so that tests can make each step fail. Paths are absolute.
/// Errors: NotFound "file.not-found"; Io "file.<what>" with the path and the system's reason. Has no state that is
/// not constant; safe from any thread.
class FileSystem
{
public:
    FileSystem() = default;
    virtual ~FileSystem() = default;
    FileSystem(const FileSystem &) = delete;
    FileSystem &operator=(const FileSystem &) = delete;

    /// The whole file; Io "file.too-large" above \a maximum bytes.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &path, ByteCount maximum = 16 * MiB) = 0;
    /// \a length bytes from \a offset of a file or block device; fewer at its end.
    [[nodiscard]] virtual Result<QByteArray> readAt(const QString &path, ByteCount offset, ByteCount length) = 0;
    /// Replaces the file as a whole: a reader sees the old content or the new one. Durable when it returns.
    [[nodiscard]] virtual Status replace(const QString &path, const QByteArray &content, quint32 mode = 0644) = 0;
    /// Overwrites bytes in place, without changing the size, and forces them to the disk. Invalid "file.outside"
    /// where a regular file has no such bytes.
    [[nodiscard]] virtual Status overwrite(const QString &path, ByteCount offset, const QByteArray &content) = 0;
    /// replace() for a path inside a foreign root: never touches anything outside of it, replaces a link at the end
    /// of the path, makes missing folders (0755). What makes a file or its folder immutable or append-only is set aside
    /// meanwhile, and is there again afterwards. The security label is that of the file that was there, else the
    /// folder's, as a kernel would inherit it.
    [[nodiscard]] virtual Status replaceInRoot(const RootedFile &file) = 0;
    /// The same for a symbolic link.
    [[nodiscard]] virtual Status linkInRoot(const RootedLink &link) = 0;
    /// What a symbolic link inside a foreign root says; Invalid "file.no-link" for what is none.
    [[nodiscard]] virtual Result<QByteArray> linkTargetInRoot(const QString &root, const QByteArray &path) = 0;
    /// Where a path inside a foreign root leads to, all links followed: a path inside the root as well.
    [[nodiscard]] virtual Result<QByteArray> resolveInRoot(const QString &root, const QByteArray &path) = 0;
    /// The security label of a file or folder of a foreign root; empty where it has none.
    [[nodiscard]] virtual Result<QByteArray> labelInRoot(const QString &root, const QByteArray &path) = 0;
    /// Gives it one.
    [[nodiscard]] virtual Status setLabelInRoot(const QString &root, const QByteArray &path,
                                                const QByteArray &label) = 0;
    /// Renames a file or link of a foreign root, with all that is known of it; makes missing folders. What has the new
    /// name is replaced.
    [[nodiscard]] virtual Status moveInRoot(const QString &root, const QByteArray &from, const QByteArray &to) = 0;
    /// read() for a path inside a foreign root.
    [[nodiscard]] virtual Result<QByteArray> readInRoot(const QString &root, const QByteArray &path,
                                                        ByteCount maximum = 16 * MiB) = 0;
    /// The names inside a folder of a foreign root, sorted, without "." and "..".
    [[nodiscard]] virtual Result<QStringList> listInRoot(const QString &root, const QByteArray &path) = 0;
    /// remove() for a path inside a foreign root; removes a link at the end of the path itself.
    [[nodiscard]] virtual Status removeInRoot(const QString &root, const QByteArray &path) = 0;
    /// With its parents; one that exists is fine.
    [[nodiscard]] virtual Status makeFolder(const QString &path, quint32 mode = 0755) = 0;
    /// A file or link; one that does not exist is fine.
    [[nodiscard]] virtual Status remove(const QString &path) = 0;
    /// A folder with all it holds, on its own file system alone; links are not followed.
    [[nodiscard]] virtual Status removeTree(const QString &path) = 0;
    /// The names inside, sorted, without "." and "..".
    [[nodiscard]] virtual Result<QStringList> list(const QString &path) = 0;
    /// Of the path itself, not of what a link points to.
    [[nodiscard]] virtual Result<FileFacts> facts(const QString &path) = 0;
    /// Forces what was written to a file, or to a block device and its cache, to the disk.
    [[nodiscard]] virtual Status syncFile(const QString &path) = 0;
    /// Forces everything of the file system that holds \a path to its disk.
    [[nodiscard]] virtual Status syncFileSystem(const QString &path) = 0;
};

/// How much a LocalFileSystem waits for disks.
enum class Durability : quint8 {
    Full, ///< fsync where the interface promises it
    None, ///< for machines that are only pretended, a thousand on one disk
};

/// The files of this machine. Safe from any thread.
class LocalFileSystem final : public FileSystem
{
public:
    explicit LocalFileSystem(Durability durability = Durability::Full)
        : m_durability(durability)
    { }

    [[nodiscard]] Result<QByteArray> read(const QString &path, ByteCount maximum) override;
    [[nodiscard]] Result<QByteArray> readAt(const QString &path, ByteCount offset, ByteCount length) override;
    [[nodiscard]] Status replace(const QString &path, const QByteArray &content, quint32 mode) override;
    [[nodiscard]] Status overwrite(const QString &path, ByteCount offset, const QByteArray &content) override;
    [[nodiscard]] Status replaceInRoot(const RootedFile &file) override;
    [[nodiscard]] Status linkInRoot(const RootedLink &link) override;
    [[nodiscard]] Result<QByteArray> linkTargetInRoot(const QString &root, const QByteArray &path) override;
    [[nodiscard]] Result<QByteArray> resolveInRoot(const QString &root, const QByteArray &path) override;
    [[nodiscard]] Result<QByteArray> labelInRoot(const QString &root, const QByteArray &path) override;
    [[nodiscard]] Status setLabelInRoot(const QString &root, const QByteArray &path, const QByteArray &label) override;
    [[nodiscard]] Status moveInRoot(const QString &root, const QByteArray &from, const QByteArray &to) override;
    [[nodiscard]] Result<QByteArray> readInRoot(const QString &root, const QByteArray &path,
                                                ByteCount maximum) override;
    [[nodiscard]] Result<QStringList> listInRoot(const QString &root, const QByteArray &path) override;
    [[nodiscard]] Status removeInRoot(const QString &root, const QByteArray &path) override;
    [[nodiscard]] Status makeFolder(const QString &path, quint32 mode) override;
    [[nodiscard]] Status remove(const QString &path) override;
    [[nodiscard]] Status removeTree(const QString &path) override;
    [[nodiscard]] Result<QStringList> list(const QString &path) override;
    [[nodiscard]] Result<FileFacts> facts(const QString &path) override;
    [[nodiscard]] Status syncFile(const QString &path) override;
    [[nodiscard]] Status syncFileSystem(const QString &path) override;

private:
    [[nodiscard]] bool durable() const { return m_durability == Durability::Full; }

    const Durability m_durability;
};

} // namespace cid
