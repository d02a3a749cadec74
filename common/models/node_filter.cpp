// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_filter.h"

#include "common/models/node_filter_terms.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

struct Token
{
    QString text; ///< without quotes
    qsizetype start = 0;
    qsizetype length = 0; ///< as it was typed
};

// Blanks separate, but not inside brackets and quotes.
QList<Token> split(const QString &text)
{
    QList<Token> tokens;
    Token token;
    int depth = 0;
    bool isQuoted = false;
    const auto finish = [&](qsizetype end) {
        token.length = end - token.start;
        if (token.length > 0)
            tokens.append(token);
        token = {{}, end + 1, 0};
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"') {
            isQuoted = !isQuoted;
            continue;
        }
        if (c.isSpace() && depth <= 0 && !isQuoted) {
            finish(i);
            continue;
        }
        depth += c == u'[' ? 1 : c == u']' ? -1 : 0;
        token.text += c;
    }
    finish(text.size());
    return tokens;
}

Error marked(const Error &error, const Token &token)
{
    Error result = error;
    result.arguments.insert(u"start"_s, QString::number(token.start));
    result.arguments.insert(u"length"_s, QString::number(token.length));
    return result;
}

} // namespace

bool matchesPattern(QStringView text, QStringView pattern)
{
    // The usual two-pointer walk: back to the last star where the rest does not fit.
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p].toCaseFolded() == text[t].toCaseFolded()) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

Result<NodeFilter> NodeFilter::parse(const QString &text, const HostGroups &groups)
{
    NodeFilter filter;
    QList<Token> tokens = split(text);
    for (Token &token : tokens) {
        const bool isNegated = token.text.size() > 1 && token.text.startsWith(u'-');
        if (isNegated)
            token.text.remove(0, 1);
        auto term = filter_terms::parseTerm(token.text, groups);
        if (!term)
            return fail(marked(term.error(), token));
        filter.m_isLive = filter.m_isLive || term->isLive;
        if (isNegated)
            filter.m_terms.append([inner = term->predicate](const Subject &subject) { return !inner(subject); });
        else
            filter.m_terms.append(term->predicate);
    }
    return filter;
}

NodeFilter::Mark NodeFilter::markOf(const Error &error)
{
    return {error.arguments.value(u"start"_s).toLongLong(), error.arguments.value(u"length"_s).toLongLong()};
}

bool NodeFilter::matches(const Subject &subject) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&subject](const Predicate &term) { return term(subject); });
}

QStringList NodeFilter::keys()
{
    return filter_terms::keys();
}

QStringList NodeFilter::valuesOf(const QString &key)
{
    return filter_terms::valuesOf(key);
}

} // namespace cid
