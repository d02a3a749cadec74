// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/challenge.h"

namespace cid {

namespace {

/// Walks over a header's text.
class Scanner
{
public:
    explicit Scanner(const QByteArray &text)
        : m_text(text)
    { }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skip() { ++m_at; }
    void skipBlanks(bool alsoCommas)
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || (alsoCommas && peek() == ',')))
            skip();
    }
    QByteArray token()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && !QByteArrayView(" \t,=\"").contains(peek()))
            skip();
        return m_text.mid(begin, m_at - begin);
    }
    QByteArray value()
    {
        if (peek() != '"')
            return token();
        skip();
        QByteArray text;
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\')
                skip();
            if (!atEnd())
                text += peek();
            skip();
        }
        skip();
        return text;
    }

private:
    const QByteArray m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<Challenge> parseChallenges(const QByteArray &header)
{
    QList<Challenge> found;
    Scanner scanner(header);
    for (scanner.skipBlanks(true); !scanner.atEnd(); scanner.skipBlanks(true)) {
        const QByteArray word = scanner.token().toLower();
        scanner.skipBlanks(false);
        if (word.isEmpty()) {
            scanner.skip(); // No word begins so.
        } else if (scanner.peek() == '=') {
            scanner.skip();
            scanner.skipBlanks(false);
            const QByteArray value = scanner.value();
            if (!found.isEmpty())
                found.last().values.insert(word, value);
        } else {
            found.append({word, {}});
        }
    }
    return found;
}

} // namespace cid
