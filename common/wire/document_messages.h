// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/error.h"
#include "common/base/ids.h"

#include <QList>
#include <QStringList>

// How operators read and write the server's text files (Role::Operator alone).
namespace cid {

/// Bytes of a text that can be edited over the network: with its versions and problems it has to fit into one frame.
constexpr qsizetype maxDocumentSize = 800 * 1024;

/// One file as it is, or as it was. Answered by DocumentReply. NotFound "document.unknown", "document.no-version".
struct DocumentRequest
{
    QString name; ///< "image_db", "node_db", "top_config"
    qint64 version = 0; ///< 0: as it is
    bool operator==(const DocumentRequest &) const = default;
};

/// A state that a file once had.
struct DocumentVersion
{
    qint64 number = 0; ///< grows by one
    qint64 savedAt = 0; ///< ms since the epoch
    QString who; ///< "operator anna@desk (10.0.0.9)", or "found" for what lay there before
    qint64 size = 0;
    bool operator==(const DocumentVersion &) const = default;
};

/// Something wrong in a file.
struct DocumentProblem
{
    int line = 0; ///< from 1; 0: the file as a whole
    int column = 0; ///< from 1, in bytes
    QByteArray code;
    QString text; ///< without file and line
    bool operator==(const DocumentProblem &) const = default;
};

struct DocumentReply
{
    QString name;
    QString path; ///< on the server
    QByteArray text;
    QByteArray digest; ///< SHA-256 of the text: what a save builds on
    QList<DocumentVersion> versions; ///< the newest first
    QList<DocumentProblem> problems;
    bool operator==(const DocumentReply &) const = default;
};

/// Is that text right? Nothing is written. Answered by DocumentCheckReply.
struct DocumentCheckRequest
{
    QString name;
    QByteArray text;
    bool operator==(const DocumentCheckRequest &) const = default;
};

struct DocumentCheckReply
{
    QList<DocumentProblem> problems;
    bool operator==(const DocumentCheckReply &) const = default;
};

/// Write the file as a whole and let cidd read it. Answered by DocumentSaveReply. Conflict "document.changed" where it
/// is not the one that base names any more; Invalid "document.wrong" where the text has problems, which come with
/// file, line and column.
struct DocumentSaveRequest
{
    QString name;
    QByteArray text;
    QByteArray base; ///< DocumentReply::digest
    bool operator==(const DocumentSaveRequest &) const = default;
};

struct DocumentSaveReply
{
    QByteArray digest;
    qint64 version = 0;
    bool operator==(const DocumentSaveReply &) const = default;
};

} // namespace cid
