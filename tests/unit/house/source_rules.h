// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that every source file keeps: the arrows between rooms, the size of files, the licence line.
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

// Which rooms (folders, or single files that may do more) may include headers of which others.
class RoomTable
{
public:
    // Reads the rows of a Markdown table whose first cell names rooms in backquotes and whose last cell names, in
    // backquotes, what they may use. Rows of other tables (no backquoted path in the first cell) are passed over.
    static RoomTable fromMarkdown(const QString &text);

    // The longest room that holds the file, or an empty string.
    QString roomOf(const QString &path) const;
    bool mayUse(const QString &room, const QString &target) const;
    QStringList rooms() const { return m_uses.keys(); }
    // Names in the last column that are no room of the first.
    QStringList unknownNames() const;

private:
    QMap<QString, QStringList> m_uses;
};

constexpr int maximumLines = 400;

// All findings in one file as "path:line: what is wrong". The path is relative to the root of the project.
QStringList findProblems(const RoomTable &table, const QString &path, const QString &text);
// The same for scripts: only the licence line (first or, after #!, second line) and the size count.
QStringList findScriptProblems(const QString &path, const QString &text);
