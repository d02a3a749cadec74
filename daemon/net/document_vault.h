// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/document_messages.h"

#include <QHash>

#include <functional>

namespace cid {

/// The server's text files as operators edit them: read, checked, replaced as a whole, every saved state kept below
/// <state_dir>/documents/<name>. Blocks on the disk for files of at most maxDocumentSize. Lives on the main thread.
class DocumentVault
{
public:
    /// Everything that is wrong with a text that would lie at \a path.
    using Check = std::function<QList<Error>(const QByteArray &text, const QString &path)>;

    explicit DocumentVault(QString folder)
        : m_folder(std::move(folder))
    { }

    void add(const QString &name, const QString &path, Check check);

    /// Version 0 is the file itself. NotFound "document.unknown", "document.no-version"; Invalid "document.too-large";
    /// Io "document.read".
    [[nodiscard]] Result<DocumentReply> read(const QString &name, qint64 version) const;
    [[nodiscard]] Result<DocumentCheckReply> check(const QString &name, const QByteArray &text) const;
    /// Replaces the file where it still is the one that \a base is the digest of, and keeps what it was. \a apply makes
    /// the server believe it; where that fails the file is as it was. Errors as DocumentSaveRequest says,
    /// "document.write", "config.write", or those of \a apply.
    [[nodiscard]] Result<DocumentSaveReply> save(const DocumentSaveRequest &request, const QString &who, qint64 now,
                                                 const std::function<Status()> &apply);

private:
    struct Entry
    {
        QString path;
        Check check;
    };

    [[nodiscard]] Result<Entry> find(const QString &name) const;
    [[nodiscard]] QString folderOf(const QString &name) const { return m_folder + u'/' + name; }
    [[nodiscard]] QList<DocumentVersion> versions(const QString &name) const;
    [[nodiscard]] QString versionPath(const QString &name, const DocumentVersion &version) const;
    [[nodiscard]] Status keep(const QString &name, const QByteArray &text, const DocumentVersion &version) const;
    [[nodiscard]] static QList<Error> mistakes(const Entry &entry, const QByteArray &text, const QByteArray &present);
    /// The present text where \a request may take its place.
    [[nodiscard]] Result<QByteArray> mayReplace(const Entry &entry, const DocumentSaveRequest &request) const;
    /// The file has the text and the server believes it, or everything is as it was.
    [[nodiscard]] static Status putInForce(const Entry &entry, const QByteArray &text, const QByteArray &present,
                                           const std::function<Status()> &apply);
    void dropOld(const QString &name) const;

    QString m_folder;
    QHash<QString, Entry> m_entries;
};

} // namespace cid
