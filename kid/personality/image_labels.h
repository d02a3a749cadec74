// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

#include <utility>
#include <vector>

namespace cid {

/// The security labels that the policy of an image gives to paths: its file_contexts(5). Empty where the image has no
/// such policy. A plain value.
class ImageLabels
{
public:
    /// Reads etc/selinux/config and the contexts of the policy that it names.
    [[nodiscard]] static ImageLabels read(FileSystem &files, const QString &root);

    /// The image is to run with SELinux: what has no label has to be labelled.
    [[nodiscard]] bool isNeeded() const { return m_isNeeded; }
    /// For a file, or a folder; empty where the policy gives none. \a path as in a root, without the first slash.
    [[nodiscard]] QByteArray labelOf(const QByteArray &path, bool isFolder) const;

private:
    struct Rule
    {
        QByteArray stem; ///< what stands in front of the first special letter: most rules fail there
        QByteArray pattern;
        QByteArray kind; ///< "--" for files alone, "-d" for folders alone; empty: everything
        QByteArray label;
        bool isExact = false; ///< no special letters: it wins over all that have some
    };
    void addRules(const QByteArray &text);
    void addAliases(const QByteArray &text);
    [[nodiscard]] static bool fits(const Rule &rule, const QByteArray &path, bool isFolder);

    std::vector<Rule> m_rules; ///< the last one that fits counts
    std::vector<std::pair<QByteArray, QByteArray>> m_aliases; ///< "/lib64" is labelled as "/lib"
    bool m_isNeeded = false;
};

} // namespace cid
