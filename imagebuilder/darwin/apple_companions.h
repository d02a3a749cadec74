// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/unique_fd.h"
#include "imagebuilder/darwin/apple_double.h"
#include "imagebuilder/pack/companions.h"

#include <QStringList>

namespace cid {

/// What a Mac's root has besides its files' content and could be kept, and what not.
struct AppleReport
{
    qint64 companions = 0; ///< AppleDouble files in the image
    qint64 lost = 0; ///< files of which something could not be kept
    QStringList notKept; ///< the first thousand of them, with what and why
};

/// Finds resource forks, Finder info and Apple's attributes wherever a Linux shows them: as the file
/// "NAME/..namedfork/rsrc", as attributes com.apple.* (with the prefix osx., user. or trusted., or none), and as
/// AppleDouble files "._NAME" that a copy left. Each becomes the AppleDouble member right before its file that tar on a
/// Mac writes and reads. What the file itself has counts for more than what lies beside it.
class AppleCompanions final : public Companions
{
public:
    /// Io "pack.no-root" where the root cannot be opened.
    [[nodiscard]] static Result<std::unique_ptr<AppleCompanions>> open(const QString &root);

    [[nodiscard]] bool isCompanion(const QByteArray &path) override;
    [[nodiscard]] Result<std::optional<CompanionFile>> before(const QByteArray &path,
                                                              const struct stat &facts) override;
    [[nodiscard]] const AppleReport &report() const { return m_report; }

private:
    explicit AppleCompanions(UniqueFd root)
        : m_root(std::move(root))
    { }

    [[nodiscard]] UniqueFd openFile(const QByteArray &path) const;
    [[nodiscard]] QByteArray read(const QByteArray &path, const QByteArray &owner, const char *what);
    void readAttributes(int file, const QByteArray &path, AppleDouble &facts);
    void readResourceFork(const QByteArray &path, AppleDouble &facts);
    void lose(const QByteArray &path, const QString &what);

    UniqueFd m_root;
    AppleReport m_report;
};

} // namespace cid
