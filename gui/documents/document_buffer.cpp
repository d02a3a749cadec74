// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/document_buffer.h"

#include "common/models/text_diff.h"

#include <QPlainTextDocumentLayout>
#include <QPointer>
#include <QTextCursor>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int checkMs = 350; // after the last key

} // namespace

DocumentBuffer::DocumentBuffer(Session &session, QString name, const Schema *schema, const QString &draftFolder)
    : m_session(session)
    , m_name(std::move(name))
    , m_schema(schema)
    , m_draft(draftFolder, session.title(), m_name)
{
    m_document.setDocumentLayout(new QPlainTextDocumentLayout(&m_document));
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(checkMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &DocumentBuffer::check);
    connect(&m_document, &QTextDocument::contentsChanged, this, &DocumentBuffer::edited);
    connect(&session.client(), &CidClient::connected, this, &DocumentBuffer::load);
    if (session.client().isConnected())
        load();
}

DocumentBuffer::~DocumentBuffer()
{
    if (m_checkTimer.isActive())
        keepDraft();
}

QByteArray DocumentBuffer::spelled(QString text) const
{
    // Not toPlainText(): it makes blanks of no-break spaces.
    text.replace(QChar::ParagraphSeparator, u'\n');
    if (m_hasReturns)
        text.replace(u'\n', "\r\n"_L1);
    return text.toUtf8();
}

QByteArray DocumentBuffer::text() const
{
    return spelled(m_document.toRawText());
}

Result<Document> DocumentBuffer::parsed() const
{
    return Document::parseAlone(text(), m_path.isEmpty() ? m_name : m_path);
}

void DocumentBuffer::load()
{
    m_session.client().ask<DocumentReply>(DocumentRequest{m_name, 0},
                                          [self = QPointer(this)](const Result<DocumentReply> &reply) {
                                              if (!self)
                                                  return;
                                              if (reply)
                                                  self->take(*reply);
                                              else if (!CidClient::isLinkError(reply.error()))
                                                  Q_EMIT self->failed(reply.error());
                                          });
}

// Puts the server's text in without a step to undo. What does not come out as it went in can only be looked at.
void DocumentBuffer::fill(const QByteArray &bytes)
{
    m_hasReturns = bytes.contains("\r\n") && bytes.count('\n') == bytes.count("\r\n");
    m_isFilling = true;
    m_document.setPlainText(QString::fromUtf8(bytes));
    m_isFilling = false;
    m_isReadOnly = text() != bytes;
}

void DocumentBuffer::take(const DocumentReply &reply)
{
    const bool isFirst = !isLoaded();
    const bool wasModified = isModified();
    const QByteArray oldBase = m_base;
    const bool isOther = reply.text != oldBase;
    m_path = reply.path;
    m_versions = reply.versions;
    m_base = reply.text;
    m_digest = reply.digest;
    m_problems = reply.problems;
    if (isFirst || (isOther && !wasModified))
        fill(reply.text);
    else if (isOther)
        mergeWith(oldBase, text(), reply.text);
    if (m_isReadOnly)
        m_base = text(); // nothing to save
    if (isFirst)
        takeDraft();
    Q_EMIT loaded();
    edited();
}

void DocumentBuffer::mergeWith(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs)
{
    const MergedText both = mergeTexts(base, mine, theirs);
    replaceText(both.text);
    Q_EMIT merged(both.conflicts);
}

void DocumentBuffer::takeDraft()
{
    const auto draft = m_draft.read();
    if (!draft || m_isReadOnly || draft->text == m_base)
        return;
    Q_EMIT draftFound();
    if (draft->base == m_base)
        replaceText(draft->text);
    else
        mergeWith(draft->base, draft->text, m_base);
}

void DocumentBuffer::edited()
{
    if (m_isFilling)
        return;
    const bool now = isModified();
    if (now != m_wasModified)
        Q_EMIT modifiedChanged(now);
    m_wasModified = now;
    m_checkTimer.start();
}

void DocumentBuffer::keepDraft()
{
    if (!isLoaded() || m_isReadOnly)
        return;
    if (!isModified()) {
        m_draft.remove();
    } else if (!m_draft.write({m_base, text()})) {
        Q_EMIT failed(
            makeError(ErrorKind::Io, "draft.write",
                      tr("%1 cannot be written: unsaved changes would not survive a crash.").arg(m_draft.path())));
    }
}

void DocumentBuffer::check()
{
    if (!isLoaded())
        return;
    keepDraft();
    const QByteArray text = this->text();
    if (text.size() > maxDocumentSize) {
        m_problems = {
            {0, 0, "document.too-large", tr("The text is larger than what the server takes over the network")}};
        Q_EMIT problemsChanged();
        return;
    }
    const quint32 question = ++m_question;
    m_session.client().ask<DocumentCheckReply>(
        DocumentCheckRequest{m_name, text}, [self = QPointer(this), question](const Result<DocumentCheckReply> &reply) {
            if (!self || !reply || question != self->m_question)
                return;
            self->m_problems = reply->problems;
            Q_EMIT self->problemsChanged();
        });
}

void DocumentBuffer::save()
{
    if (m_isReadOnly || !isLoaded())
        return;
    const QByteArray text = this->text();
    m_session.client().ask<DocumentSaveReply>(
        DocumentSaveRequest{m_name, text, m_digest},
        [self = QPointer(this), text](const Result<DocumentSaveReply> &reply) {
            if (!self)
                return;
            if (!reply) {
                if (reply.error().code == "document.changed")
                    self->load(); // merges; the operator looks at it and saves again
                else
                    Q_EMIT self->failed(reply.error());
                return;
            }
            self->m_base = text;
            self->m_digest = reply->digest;
            self->m_draft.remove();
            self->edited();
            Q_EMIT self->saved(reply->version);
            self->load();
        });
}

void DocumentBuffer::replaceText(const QByteArray &bytes)
{
    const QString now = m_document.toRawText();
    QString wanted = QString::fromUtf8(bytes);
    wanted.replace("\r\n"_L1, "\n"_L1).replace(u'\n', QChar::ParagraphSeparator);
    qsizetype head = 0;
    while (head < now.size() && head < wanted.size() && now[head] == wanted[head])
        ++head;
    qsizetype tail = 0;
    while (tail < now.size() - head && tail < wanted.size() - head
           && now[now.size() - 1 - tail] == wanted[wanted.size() - 1 - tail])
        ++tail;
    if (head == now.size() && head == wanted.size())
        return;
    QTextCursor cursor(&m_document);
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(now.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(wanted.mid(head, wanted.size() - head - tail));
}

Status DocumentBuffer::set(const QString &type, const QString &section, const QString &key, const QString &value)
{
    if (m_isReadOnly)
        return fail(makeError(ErrorKind::Refused, "document.read-only", tr("The file can only be looked at here.")));
    auto document = parsed();
    if (!document)
        return fail(document.error());
    const Status done =
        value.isEmpty() ? document->remove(type, section, key) : document->set(type, section, key, value);
    if (done)
        replaceText(document->text());
    return done;
}

void DocumentBuffer::fetchVersion(qint64 number, QObject *context,
                                  std::function<void(const Result<QByteArray> &)> reply)
{
    m_session.client().ask<DocumentReply>(
        DocumentRequest{m_name, number},
        [context = QPointer<QObject>(context), reply = std::move(reply)](const Result<DocumentReply> &answer) {
            if (context)
                reply(answer ? Result<QByteArray>(answer->text) : fail(answer.error()));
        });
}

} // namespace cid
