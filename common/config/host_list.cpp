// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/host_list.h"

#include "common/base/ids.h"
#include "common/config/host_pattern.h"
#include "common/config/limits.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

enum class Operator : quint8 { Union, Difference, Intersection, SymmetricDifference };

/// Names in the order of their first appearance, each once. The set is filled from lists alone: going through one hash
/// table in its own order to fill another takes quadratic time.
class NameSet
{
public:
    void apply(Operator operation, const QStringList &names)
    {
        if (operation == Operator::Union) {
            add(names);
            return;
        }
        QStringList added;
        if (operation == Operator::SymmetricDifference)
            std::copy_if(names.begin(), names.end(), std::back_inserter(added),
                         [this](const QString &name) { return !m_set.contains(name); });
        const QSet<QString> other(names.begin(), names.end());
        const bool keep = operation == Operator::Intersection;
        m_list.removeIf([&](const QString &name) { return other.contains(name) != keep; });
        m_set = QSet<QString>(m_list.begin(), m_list.end());
        add(added);
    }
    [[nodiscard]] const QStringList &list() const { return m_list; }

private:
    void add(const QStringList &names)
    {
        for (const QString &name : names) {
            const qsizetype before = m_set.size();
            m_set.insert(name);
            if (m_set.size() > before)
                m_list.append(name);
        }
    }

    QStringList m_list;
    QSet<QString> m_set;
};

bool isCount(QStringView word)
{
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "n1 4 n2 4": LSF says behind each host how many of its processors a job has. Not where a node could be meant: every
/// second word must be a number, and no other. A blank within brackets makes words that are none.
bool hasCounts(const QString &text)
{
    const QList<QStringView> words = QStringView(text).split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (isCount(words[i]) != (i % 2 == 1) || words[i].count(u'[') != words[i].count(u']'))
            return false;
    }
    return words.size() % 2 == 0;
}

class HostListParser
{
public:
    HostListParser(const QString &text, const HostGroups &groups, const HostAliases &aliases)
        : m_text(text)
        , m_groups(groups)
        , m_aliases(aliases)
        , m_countsFollow(hasCounts(text))
    { }

    Result<QStringList> run()
    {
        skipSeparators();
        if (m_at >= m_text.size())
            return m_names.list();
        do {
            const qsizetype column = m_at + 1;
            const auto names = operand(column);
            if (!names)
                return names;
            m_names.apply(m_operator, *names);
            if (m_names.list().size() > config::maxHosts)
                return fail(hostListError("hosts.too-many", column, u"more than a million names"_s));
            skipProcessors();
        } while (nextOperator());
        return m_names.list();
    }

private:
    static bool isOperator(QChar c) { return QStringView(u",!&^+:").contains(c) || c.isSpace(); }
    static bool isSeparator(QChar c) { return QStringView(u",+:").contains(c) || c.isSpace(); }

    [[nodiscard]] QChar current() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    /// Between two names there may be several, and some before the first and behind the last: "n1,,n2,".
    void skipSeparators()
    {
        while (m_at < m_text.size() && isSeparator(m_text[m_at]))
            ++m_at;
    }

    /// What stands before the next operator outside of brackets.
    QStringView word()
    {
        const qsizetype start = m_at;
        bool inBrackets = false;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (!inBrackets && (isOperator(c) || c == u'/'))
                break;
            inBrackets = c == u'[' || (inBrackets && c != u']');
        }
        return QStringView(m_text).mid(start, m_at - start);
    }

    /// Counts names before they are made or looked at: a short text can say very much.
    Status spend(qsizetype names, qsizetype column)
    {
        m_steps += names;
        if (m_steps > config::maxHostSteps)
            return fail(hostListError("hosts.too-many", column, u"too many names, again and again"_s));
        return {};
    }

    Result<QStringList> operand(qsizetype column)
    {
        const bool isGroup = current() == u'@';
        if (isGroup)
            ++m_at;
        const QStringView text = word();
        if (text.isEmpty())
            return fail(hostListError("hosts.no-name", column, u"expected a node's name%1"_s.arg(found())));
        const auto pattern = HostPattern::parse(text, column);
        if (!pattern)
            return fail(pattern.error());
        const qsizetype lookedAt = m_operator == Operator::Union ? 0 : m_names.list().size();
        if (const Status spent = spend(pattern->count() + lookedAt, column); !spent)
            return fail(spent.error());
        if (isGroup && current() == u':')
            return fail(hostListError("hosts.group-source", column,
                                      u"found \"@%1:\", expected \"@\" and a group of node_db: groups of other "
                                      "sources are not known here"_s.arg(text.left(80).toString())));
        return isGroup ? groups(pattern->names(), column) : checked(pattern->names(), column);
    }

    [[nodiscard]] QString found() const
    {
        return m_at < m_text.size() ? u", found \"%1\""_s.arg(m_text[m_at]) : u" at the end"_s;
    }

    [[nodiscard]] Result<QStringList> checked(QStringList names, qsizetype column) const
    {
        for (QString &name : names) {
            if (!isValidNodeName(name)) {
                return fail(
                    hostListError("hosts.bad-name", column,
                                  u"\"%1\" is no node's name: letters, digits, '-', '.' and '_'"_s.arg(name.left(80))));
            }
            if (m_aliases)
                name = m_aliases(name);
        }
        return names;
    }

    Result<QStringList> groups(const QStringList &names, qsizetype column)
    {
        QStringList all;
        for (const QString &name : names) {
            if (!m_groups)
                return fail(hostListError("hosts.no-groups", column, u"groups are not known here"_s));
            const auto members = m_groups(name);
            if (!members)
                return fail(hostListError("hosts.unknown-group", column, members.error().text));
            if (const Status spent = spend(members->size(), column); !spent)
                return fail(spent.error());
            all += *members;
        }
        return all;
    }

    /// "/0", "/0*4", ":4", ":ppn=4" and LSF's " 4" say which processors of the host a job has.
    void skipProcessors()
    {
        if (m_countsFollow) {
            skipBlanks();
            while (current().isDigit())
                ++m_at;
            return;
        }
        if (current() == u'/') {
            while (m_at < m_text.size() && (m_text[m_at].isDigit() || QStringView(u"/*-").contains(m_text[m_at])))
                ++m_at;
        }
        while (current() == u':') {
            qsizetype end = m_at + 1;
            while (end < m_text.size() && !isOperator(m_text[end]))
                ++end;
            const QStringView word = QStringView(m_text).mid(m_at + 1, end - m_at - 1);
            if (!isCount(word) && !word.contains(u'='))
                return;
            m_at = end;
        }
    }

    /// False at the end of the text. Only separators may stand there: behind "n1!" something is missing.
    bool nextOperator()
    {
        skipBlanks();
        switch (current().unicode()) {
        case u'!':
            m_operator = Operator::Difference;
            break;
        case u'&':
            m_operator = Operator::Intersection;
            break;
        case u'^':
            m_operator = Operator::SymmetricDifference;
            break;
        default:
            m_operator = Operator::Union;
            skipSeparators();
            return m_at < m_text.size();
        }
        ++m_at;
        skipBlanks();
        return true;
    }

    const QString &m_text;
    const HostGroups &m_groups;
    const HostAliases &m_aliases;
    NameSet m_names;
    Operator m_operator = Operator::Union;
    bool m_countsFollow;
    qsizetype m_steps = 0;
    qsizetype m_at = 0;
};

} // namespace

Result<QStringList> expandHostList(const QString &text, const HostGroups &groups, const HostAliases &aliases)
{
    if (text.trimmed().isEmpty())
        return fail(makeError(ErrorKind::Invalid, "hosts.empty", u"The host list is empty"_s));
    if (text.size() > config::maxHostText)
        return fail(makeError(ErrorKind::Invalid, "hosts.too-many", u"The host list is too long"_s));
    auto names = HostListParser(text, groups, aliases).run();
    if (names && names->isEmpty())
        return fail(
            makeError(ErrorKind::Invalid, "hosts.empty", u"The host list \"%1\" names no node"_s.arg(text.left(80))));
    return names;
}

} // namespace cid
