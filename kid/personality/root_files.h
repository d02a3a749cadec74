// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"
#include "common/jobs/job_context.h"
#include "kid/personality/image_labels.h"

#include <initializer_list>
#include <optional>

namespace cid {

/// The files of an image in its slot, as what makes the image a node's own reads and writes them: each writing is said
/// in the log. What is put aside keeps all that is known of it, and comes back. The context is borrowed. Worker thread.
class RootFiles
{
public:
    RootFiles(JobContext &context, QString root)
        : m_context(context)
        , m_root(std::move(root))
    { }

    [[nodiscard]] JobContext &context() const { return m_context; }
    [[nodiscard]] const QString &root() const { return m_root; }

    /// A file, a folder, or a link that leads to one.
    [[nodiscard]] bool has(const QByteArray &path) const;
    [[nodiscard]] bool hasAny(std::initializer_list<const char *> paths) const;
    [[nodiscard]] bool isLink(const QByteArray &path) const;
    /// A link as such, wherever it leads.
    [[nodiscard]] QByteArray linkTarget(const QByteArray &path) const;
    /// What a file holds; empty where there is none, or none that could be read.
    [[nodiscard]] QByteArray text(const QByteArray &path) const;
    /// The same of a file that is changed rather than made: one that is there and cannot be read is an error.
    [[nodiscard]] Result<QByteArray> textToChange(const QByteArray &path) const;
    /// The paths of what lies in a folder, as many as are looked at.
    [[nodiscard]] QByteArrayList in(const QByteArray &folder) const;

    /// Replaces the file as a whole. Its security label is that of the first of \a like that is there; else that of the
    /// file that was there; else what the image's policy says; else the folder's. Where an image with SELinux gets a
    /// file without any, it is told to label itself when it starts.
    [[nodiscard]] Status write(const OverlayFile &file, const QByteArrayList &like = {}) const;
    /// The same for a file of which a part is notP's: it keeps its mode, because the rest may be a secret.
    [[nodiscard]] Status change(const QByteArray &path, const QByteArray &text) const;
    [[nodiscard]] Status link(const QByteArray &path, const QByteArray &target) const;
    [[nodiscard]] Status remove(const QByteArray &path) const;
    [[nodiscard]] Status putAside(const QByteArray &path) const;
    /// Everything that was put aside, where nothing but notP's own took its place: what begins with ownMark.
    [[nodiscard]] Status bringBack() const;

private:
    [[nodiscard]] const ImageLabels &labels() const;
    [[nodiscard]] Status put(const RootedFile &file, const QByteArrayList &like) const;
    /// Folders of a path that are not there yet.
    [[nodiscard]] QByteArrayList missingFolders(const QByteArray &path) const;
    [[nodiscard]] QByteArray labelLike(const QByteArray &path, const QByteArrayList &like) const;
    [[nodiscard]] Status label(const QByteArray &path, const QByteArray &wanted) const;
    [[nodiscard]] Status bringBack(const QByteArray &folder, int depth) const;
    [[nodiscard]] Status bringBackFile(const QByteArray &path) const;

    JobContext &m_context;
    const QString m_root;
    mutable std::optional<ImageLabels> m_labels; ///< read when the first file is written
};

/// How each file begins that is wholly notP's.
constexpr char ownMark[] = "# Written by notP at each installation";
/// What makes an image with SELinux label all of its files when it starts.
constexpr char relabelPath[] = ".autorelabel";
/// Where putAside() puts things.
constexpr char asideFolder[] = "usr/lib/cid/aside";

} // namespace cid
