// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/source/image_source.h"
#include "tests/support/tree.h"

#include <QTemporaryDir>

namespace cid::test {

/// A folder in which roots are made out of what other tools left: container images that it writes, archives, folders.
class SourceBench
{
public:
    SourceBench();

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Writes a container image to path("layout") as \a script says, Python with
    ///   layout(image([(NAME, KIND, CONTENT or TARGET)...], ...))    a list for each layer; kinds d, f, l, h, c
    [[nodiscard]] Shell makeLayout(const QByteArray &script);
    /// The root that comes of \a what, as --from of mkimg names it. It is gone with the next call.
    [[nodiscard]] Result<QString> prepare(const QString &what);
    void forget() { m_source.reset(); }

    /// One word a path: its content, or where it leads to.
    [[nodiscard]] static QByteArray listing(const QString &root);

    Platform platform = ownPlatform(); ///< that prepare() asks for
    RegistryAccess registry; ///< by which it does

    [[nodiscard]] LocalProcessRunner &runner() { return m_runner; }

private:
    QTemporaryDir m_folder;
    LocalProcessRunner m_runner;
    std::unique_ptr<ImageSource> m_source; ///< keeps its root
};

} // namespace cid::test
