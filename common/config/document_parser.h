// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/document.h"

namespace cid {

/// Reads the lines of one file and of those it includes into sections. Used by Document alone.
class DocumentParser
{
public:
    explicit DocumentParser(QList<Section> &sections, bool readsIncludes = true)
        : m_sections(sections)
        , m_readsIncludes(readsIncludes)
    { }

    [[nodiscard]] Status parse(const QByteArrayList &lines, const QString &path, int depth = 0);
    /// The file's bytes; NotFound "config.no-file", Io "config.read", Invalid "config.syntax" where it is too large.
    [[nodiscard]] static Result<QByteArray> read(const QString &path);
    /// The text's lines, each with its end.
    [[nodiscard]] static QByteArrayList split(const QByteArray &text);

private:
    class Line;

    [[nodiscard]] Status parseLine(Line &line);
    [[nodiscard]] Status parseSection(Line &line);
    [[nodiscard]] Status parseSetting(Line &line);
    [[nodiscard]] Status parseInclude(Line &line);

    QList<Section> &m_sections;
    bool m_readsIncludes;
    int m_depth = 0;
    qsizetype m_files = 0;
    bool m_inSection = false;
};

} // namespace cid
