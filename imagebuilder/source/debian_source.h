// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/source/image_source.h"
#include "imagebuilder/source/work_folder.h"

#include <QStringList>

namespace cid {

/// A new Debian by mmdebstrap: what is needed to boot and to be reached, and the packages that are named. The mirror is
/// that of this machine's apt where it is of the same suite.
class DebianSource final : public ImageSource
{
public:
    /// "bookworm" or "bookworm:vim,gcc". Invalid "source.bad-name" with what is wrong.
    [[nodiscard]] static Result<std::unique_ptr<ImageSource>> parse(const QString &text, const SourceTools &tools);
    DebianSource(QString suite, QStringList packages, SourceTools tools);

    [[nodiscard]] Result<QString> prepare() override;
    /// For mmdebstrap, into that folder.
    [[nodiscard]] QStringList arguments(const QString &root) const;

private:
    const QString m_suite;
    const QStringList m_packages;
    const SourceTools m_tools;
    WorkFolder m_work;
};

} // namespace cid
