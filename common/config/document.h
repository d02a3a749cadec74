// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArrayList>
#include <QList>

namespace cid {

/// Where something stands in a configuration file. Lines and columns count from 1; columns are bytes.
struct Place
{
    QString file;
    int line = 0;
    int column = 0;

    /// "/etc/cid/cid.conf:3:7"
    [[nodiscard]] QString toString() const;
    bool operator==(const Place &) const = default;
};

/// Invalid, with "file:line:column: " in front of the text.
[[nodiscard]] Error placedError(const char *code, const Place &place, const QString &text);

/// One "key = value" line.
struct Setting
{
    QString key;
    QString value; ///< without quotes, escapes and comment
    Place keyPlace;
    Place valuePlace;
    int valueBytes = 0; ///< length of the value as it is spelled
};

/// One "[type "name"]" with the settings below it.
struct Section
{
    QString type;
    QString name; ///< empty where there is none
    Place place;
    QList<Setting> settings;

    [[nodiscard]] QList<const Setting *> find(QStringView key) const;
};

/// A configuration file that keeps every line as its author wrote it: sections, settings, comments and includes.
///   file     = *( blank / comment / section / setting / include )
///   section  = "[" type [ string ] "]"
///   setting  = key "=" ( string / text )     the text ends at " #" or at the end of the line
///   include  = "include" string              a path, relative to the including file's folder
///   string   = DQUOTE *( any but DQUOTE and "\", or "\" DQUOTE, or "\\" ) DQUOTE
/// What nobody changed is written back byte for byte. Knows no keys: see Schema. A plain value.
class Document
{
public:
    /// NotFound "config.no-file", Io "config.read", Invalid "config.syntax" with the place.
    [[nodiscard]] static Result<Document> load(const QString &path);
    /// \a path is for messages and includes; nothing is read for a text without includes.
    [[nodiscard]] static Result<Document> parse(const QByteArray &text, const QString &path);
    /// The text of a file of another machine: what it includes is passed over.
    [[nodiscard]] static Result<Document> parseAlone(const QByteArray &text, const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// With those of included files, in their order.
    [[nodiscard]] const QList<Section> &sections() const { return m_sections; }
    [[nodiscard]] QByteArray text() const { return m_lines.join(); }

    /// Changes the value of a key in this file, or adds the key at the end of its section, or both at the end of the
    /// file. Refused "config.included" where the section stands in an included file alone.
    [[nodiscard]] Status set(const QString &type, const QString &name, const QString &key, const QString &value);
    /// The same for many sections, in one pass. Each section once; nothing is changed where one of them cannot be.
    struct Change
    {
        QString type;
        QString name;
        QString key;
        QString value;
    };
    [[nodiscard]] Status set(const QList<Change> &changes);
    /// Takes all lines of a key out of this file; nothing happens where it has none.
    [[nodiscard]] Status remove(const QString &type, const QString &name, const QString &key);
    /// Replaces the file as a whole. Conflict "config.changed" where somebody else changed it since load(),
    /// Io "config.write" (replace_file.h).
    [[nodiscard]] Status save();

private:
    friend class DocumentParser;
    [[nodiscard]] Status reparse();

    QString m_path;
    QByteArrayList m_lines; ///< each with its line end
    QList<Section> m_sections;
    bool m_isAlone = false; ///< includes are passed over
    QByteArray m_loaded; ///< the file's content as it was read
};

/// The value as it has to be spelled behind "key = ".
[[nodiscard]] QString spellValue(const QString &value);

} // namespace cid
