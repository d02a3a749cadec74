// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace cid {

/// What was typed and not saved, with the server's text that it was based on: one file of mode 0600 for each file of
/// each server. It is written while one types, so that a crash of the program loses nothing. A plain value.
class DraftFile
{
public:
    struct Content
    {
        QByteArray base;
        QByteArray text;
    };

    DraftFile(const QString &folder, const QString &server, const QString &name);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Nothing where there is none, or where it cannot be read.
    [[nodiscard]] std::optional<Content> read() const;
    /// False where it cannot be written: the caller says so.
    [[nodiscard]] bool write(const Content &content) const;
    void remove() const;

private:
    QString m_path;
};

} // namespace cid
