// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"
#include "gui/app/session.h"
#include "gui/documents/draft_file.h"

#include <QTextDocument>
#include <QTimer>

namespace cid {

/// One of the server's text files while it is edited: the text with its one undo stack, what it was based on, what the
/// server finds wrong with it. Unsaved text is kept in a draft file, so that it survives the end of the program. The
/// session and the schema are borrowed.
class DocumentBuffer : public QObject
{
    Q_OBJECT
public:
    DocumentBuffer(Session &session, QString name, const Schema *schema, const QString &draftFolder);
    ~DocumentBuffer() override;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const Schema *schema() const { return m_schema; }
    [[nodiscard]] QTextDocument &document() { return m_document; }
    [[nodiscard]] const QTextDocument &document() const { return m_document; }
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] const QByteArray &base() const { return m_base; }
    [[nodiscard]] const QList<DocumentVersion> &versions() const { return m_versions; }
    [[nodiscard]] const QList<DocumentProblem> &problems() const { return m_problems; }
    [[nodiscard]] bool isLoaded() const { return !m_digest.isEmpty(); }
    [[nodiscard]] bool isModified() const { return isLoaded() && text() != m_base; }
    /// True where the file holds bytes that a text view would not give back: it can be looked at only.
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    /// The text as sections; an error where it has none that can be read.
    [[nodiscard]] Result<Document> parsed() const;

    /// Reads the server's text; what is being edited stays, and is merged where both changed.
    void load();
    /// Writes; saved(), merged() or failed() follows.
    void save();
    /// Replaces what is edited by one undoable change that touches only what differs.
    void replaceText(const QByteArray &text);
    /// Sets one key, or takes it out where \a value is empty, as the form does.
    [[nodiscard]] Status set(const QString &type, const QString &section, const QString &key, const QString &value);
    void fetchVersion(qint64 number, QObject *context, std::function<void(const Result<QByteArray> &)> reply);

Q_SIGNALS:
    void loaded();
    void problemsChanged();
    void modifiedChanged(bool modified);
    void saved(qint64 version);
    /// Somebody else changed the file: the text now holds both, with that many places to be decided.
    void merged(int conflicts);
    void failed(const cid::Error &error);
    /// Text that an earlier run did not save was found.
    void draftFound();

private:
    void take(const DocumentReply &reply);
    void fill(const QByteArray &text);
    void mergeWith(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs);
    void takeDraft();
    void keepDraft();
    void check();
    void edited();
    [[nodiscard]] QByteArray spelled(QString text) const;

    Session &m_session;
    QString m_name;
    const Schema *m_schema;
    DraftFile m_draft;
    QString m_path;
    QTextDocument m_document;
    QByteArray m_base;
    QByteArray m_digest;
    QList<DocumentVersion> m_versions;
    QList<DocumentProblem> m_problems;
    QTimer m_checkTimer;
    quint32 m_question = 0;
    bool m_wasModified = false;
    bool m_isFilling = false;
    bool m_isReadOnly = false;
    bool m_hasReturns = false; ///< every line ends with CR LF
};

} // namespace cid
