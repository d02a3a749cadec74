// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/terminal.h"

#include <QJsonObject>
#include <QList>

namespace cid {

enum class OutputFormat : quint8 { Table, Json, Csv };

/// "table", "json" or "csv".
[[nodiscard]] std::optional<OutputFormat> outputFormatFromName(const QString &name);

/// One field of a record: a word for people and a value for programs.
struct Cell
{
    QString text;
    QJsonValue value;
    Tone tone = Tone::Plain;

    Cell(const QString &word, Tone wordTone = Tone::Plain) // NOLINT(google-explicit-constructor)
        : text(word)
        , value(word)
        , tone(wordTone)
    { }
    Cell(const QString &word, const QJsonValue &raw)
        : text(word)
        , value(raw)
    { }
};

/// A list of records of one kind.
struct Records
{
    QStringList keys; ///< JSON's and CSV's names; tables show them in capitals
    QList<QList<Cell>> rows; ///< as many cells as keys in each
};

/// The records as text with its line end.
///   table  columns padded, the last one as long as it is; words for people
///   csv    RFC 4180 with LF; a header line; values for programs
///   json   an array of objects
[[nodiscard]] QString format(const Records &records, OutputFormat format, bool hasColour);
/// Rows for a table or CSV that goes on: without the header.
[[nodiscard]] QString formatRows(const Records &records, OutputFormat format, bool hasColour);

/// Bytes, a time in ms since the epoch (local for people, ISO 8601 in UTC for programs), seconds since then.
[[nodiscard]] Cell bytesCell(qint64 bytes);
[[nodiscard]] Cell timeCell(qint64 milliseconds);
[[nodiscard]] Cell numberCell(qint64 number);

} // namespace cid
