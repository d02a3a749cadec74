// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_filter_terms.h"

#include "common/config/schema.h"
#include "common/config/values.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace cid::filter_terms {

using namespace Qt::StringLiterals;

namespace {

using Subject = NodeFilter::Subject;
using Predicate = NodeFilter::Predicate;
using TextOf = QStringList (*)(const Subject &);
using NumberOf = double (*)(const Subject &);
using Reader = std::optional<double> (*)(const QString &);

constexpr double perPercent = 100;

struct TextKey
{
    const char *name = nullptr;
    TextOf value = nullptr;
    bool isLive = true;
};

struct NumberKey
{
    const char *name = nullptr;
    NumberOf value = nullptr; ///< negative: the node has no such figure, no comparison holds
    Reader read = nullptr;
    const char *expected = nullptr;
};

struct Flag
{
    const char *name;
    bool (*holds)(const NodeStatus &);
};

std::optional<double> readNumber(const QString &text)
{
    bool isGood = false;
    const double value = text.toDouble(&isGood);
    return isGood ? std::optional(value) : std::nullopt;
}

std::optional<double> readPercent(const QString &text)
{
    return readNumber(text.endsWith(u'%') ? text.chopped(1) : text);
}

std::optional<double> readSeconds(const QString &text)
{
    const auto seconds = config::parseSeconds(text);
    return seconds ? std::optional(static_cast<double>(*seconds)) : std::nullopt;
}

double percentOf(const Subject &subject)
{
    const Progress &progress = subject.status.progress;
    if (subject.status.state != NodeState::Installing || progress.total <= 0)
        return -1;
    return perPercent * static_cast<double>(progress.written) / static_cast<double>(progress.total);
}

double age(qint64 since, qint64 now)
{
    return since > 0 ? static_cast<double>(now - since) / 1000 : -1;
}

constexpr TextKey textKeys[] = {
    {"node", [](const Subject &s) { return QStringList{s.status.name}; }, false},
    {"group", [](const Subject &s) { return s.status.groups; }, false},
    {"image", [](const Subject &s) { return QStringList{s.status.image.toString(), s.status.image.name}; }},
    {"wanted", [](const Subject &s) { return QStringList{s.status.wanted.toString(), s.status.wanted.name}; }},
    {"job", [](const Subject &s) { return QStringList{s.status.job}; }},
    {"address", [](const Subject &s) { return QStringList{s.status.address}; }},
    {"reason", [](const Subject &s) { return QStringList{s.status.failure.reason, s.status.conflict}; }},
};

constexpr NumberKey numberKeys[] = {
    {"rate", [](const Subject &s) { return s.status.state == NodeState::Installing ? s.figures.rate / 1e6 : -1; },
     readNumber, "MB/s, such as 50"},
    {"progress", percentOf, readPercent, "percent, such as 50"},
    {"left", [](const Subject &s) { return s.figures.left < 0 ? -1 : static_cast<double>(s.figures.left) / 1000; },
     readSeconds, "a time, such as 90s or 2min"},
    {"elapsed", [](const Subject &s) { return age(s.status.since, s.now); }, readSeconds,
     "a time, such as 90s or 2min"},
    {"seen", [](const Subject &s) { return age(s.status.lastSeen, s.now); }, readSeconds,
     "a time, such as 90s or 2min"},
    {"attempt", [](const Subject &s) { return s.status.attempt > 0 ? s.status.attempt : -1.0; }, readNumber,
     "a number"},
};

constexpr Flag flags[] = {
    {"running", [](const NodeStatus &n) { return n.state == NodeState::Running; }},
    {"busy", [](const NodeStatus &n) { return isBusy(n.state); }},
    {"failed", [](const NodeStatus &n) { return n.state == NodeState::Failed; }},
    {"lost", [](const NodeStatus &n) { return n.state == NodeState::Lost; }},
    {"waiting", [](const NodeStatus &n) { return n.state == NodeState::NotArmed; }},
    {"online", [](const NodeStatus &n) { return n.connected; }},
    {"offline", [](const NodeStatus &n) { return !n.connected; }},
    {"drifted", [](const NodeStatus &n) { return n.drifted; }},
    {"conflict", [](const NodeStatus &n) { return !n.conflict.isEmpty(); }},
    {"queued", [](const NodeStatus &n) { return n.deployment == 0 && !n.job.isEmpty(); }},
};

// What people call stages, besides their names.
constexpr std::pair<const char *, const char *> stageNicknames[] = {
    {"unpacking", "installing"}, {"fetching", "installing"}, {"booting", "rebooting*"}, {"waiting", "not-armed"}};

QStringList stageNames()
{
    QStringList names;
    for (int i = 0; i < nodeStateCount; ++i)
        names.append(nodeStateName(static_cast<NodeState>(i)));
    return names;
}

QStringList flagNames()
{
    QStringList names;
    for (const Flag &flag : flags)
        names.append(QString::fromLatin1(flag.name));
    return names;
}

Error badValue(const QString &key, const QString &value, const QString &expected)
{
    return makeError(ErrorKind::Invalid, "filter.bad-value",
                     u"%1: found \"%2\", expected %3"_s.arg(key, value, expected),
                     {{u"key"_s, key}, {u"value"_s, value}, {u"expected"_s, expected}});
}

Error badChoice(const QString &key, const QString &value, const QStringList &known)
{
    const QString near = nearestWord(value, known);
    return badValue(key, value, near.isEmpty() ? u"one of "_s + known.join(u", "_s) : near);
}

Result<Predicate> stageTerm(const QString &value)
{
    QString pattern = value.toLower();
    for (const auto &[nickname, name] : stageNicknames) {
        if (pattern == QLatin1StringView(nickname))
            pattern = QString::fromLatin1(name);
    }
    // "reb" is enough: it is what one has typed so far.
    if (!pattern.endsWith(u'*'))
        pattern += u'*';
    QSet<int> states;
    for (int i = 0; i < nodeStateCount; ++i) {
        if (matchesPattern(QString(nodeStateName(static_cast<NodeState>(i))), pattern))
            states.insert(i);
    }
    if (states.isEmpty())
        return fail(badChoice(u"stage"_s, value, valuesOf(u"stage"_s)));
    return [states](const Subject &subject) { return states.contains(static_cast<int>(subject.status.state)); };
}

Result<Predicate> flagTerm(const QString &value)
{
    for (const Flag &flag : flags) {
        if (value.toLower() == QLatin1StringView(flag.name))
            return [holds = flag.holds](const Subject &subject) { return holds(subject.status); };
    }
    return fail(badChoice(u"is"_s, value, flagNames()));
}

Predicate textTerm(TextOf texts, const QString &value)
{
    // An exact value or a pattern; free text such as a reason is searched for its part.
    return [texts, value](const Subject &subject) {
        const QStringList found = texts(subject);
        return std::any_of(found.begin(), found.end(),
                           [&value](const QString &text) { return matchesPattern(text, value); });
    };
}

Result<Predicate> valueTerm(const QString &key, const QString &value)
{
    if (key == "stage"_L1 || key == "state"_L1)
        return stageTerm(value);
    if (key == "is"_L1)
        return flagTerm(value);
    const auto *text = std::find_if(std::begin(textKeys), std::end(textKeys),
                                    [&key](const TextKey &k) { return key == QLatin1StringView(k.name); });
    const bool isFreeText = key == "reason"_L1;
    return textTerm(text->value, isFreeText ? u'*' + value + u'*' : value);
}

Predicate compare(NumberOf number, const QString &op, double limit)
{
    return [number, op, limit](const Subject &subject) {
        const double value = number(subject);
        if (value < 0)
            return false;
        if (op == "<"_L1)
            return value < limit;
        if (op == "<="_L1)
            return value <= limit;
        if (op == ">"_L1)
            return value > limit;
        if (op == ">="_L1)
            return value >= limit;
        const bool isEqual = std::abs(value - limit) < 0.5;
        return isEqual == (op != "!="_L1);
    };
}

Result<Term> keyTerm(const QString &key, const QString &op, const QString &value)
{
    const auto *number = std::find_if(std::begin(numberKeys), std::end(numberKeys),
                                      [&key](const NumberKey &k) { return key == QLatin1StringView(k.name); });
    if (number != std::end(numberKeys)) {
        const auto limit = number->read(value);
        if (!limit)
            return fail(badValue(key, value, QString::fromLatin1(number->expected)));
        return Term{compare(number->value, op, *limit), true};
    }
    if (!keys().contains(key) && key != "state"_L1) {
        const QString near = nearestWord(key, keys());
        return fail(makeError(ErrorKind::Invalid, "filter.unknown-key",
                              near.isEmpty() ? u"There is no key \"%1\": use %2"_s.arg(key, keys().join(u", "_s))
                                             : u"There is no key \"%1\": did you mean %2?"_s.arg(key, near),
                              {{u"key"_s, key}, {u"near"_s, near}}));
    }
    if (op.startsWith(u'<') || op.startsWith(u'>')) {
        return fail(makeError(ErrorKind::Invalid, "filter.bad-operator", u"%1 is not a number: use %1:VALUE"_s.arg(key),
                              {{u"key"_s, key}}));
    }
    QList<Predicate> any;
    for (const QString &one : value.split(u',', Qt::SkipEmptyParts)) {
        auto predicate = valueTerm(key, one);
        if (!predicate)
            return fail(predicate.error());
        any.append(*predicate);
    }
    if (any.isEmpty())
        return fail(badValue(key, value, u"a value"_s));
    const bool isWanted = op != "!="_L1;
    const bool isLive = key != "node"_L1 && key != "group"_L1;
    return Term{[any, isWanted](const Subject &subject) {
                    const bool holds =
                        std::any_of(any.begin(), any.end(), [&subject](const Predicate &p) { return p(subject); });
                    return holds == isWanted;
                },
                isLive};
}

Result<Term> wordTerm(const QString &word, const HostGroups &groups)
{
    QSet<QString> names;
    const bool isList = word.contains(u'[') || word.contains(u'@') || word.contains(u',');
    if (isList) {
        const auto expanded = expandHostList(word, groups);
        if (!expanded)
            return fail(expanded.error());
        names = QSet<QString>(expanded->begin(), expanded->end());
        return Term{[names](const Subject &subject) { return names.contains(subject.status.name); }, false};
    }
    return Term{[word](const Subject &subject) {
                    const NodeStatus &node = subject.status;
                    const bool isPattern = word.contains(u'*');
                    return node.groups.contains(word, Qt::CaseInsensitive)
                        || (isPattern ? matchesPattern(node.name, word)
                                      : node.name.contains(word, Qt::CaseInsensitive));
                },
                false};
}

} // namespace

Result<Term> parseTerm(const QString &text, const HostGroups &groups)
{
    static const QRegularExpression keyed(u"^([A-Za-z]+)(!=|<=|>=|[:=<>])(.*)$"_s);
    const auto match = keyed.match(text);
    return match.hasMatch() ? keyTerm(match.captured(1).toLower(), match.captured(2), match.captured(3))
                            : wordTerm(text, groups);
}

QStringList keys()
{
    QStringList names{u"stage"_s, u"is"_s};
    for (const TextKey &key : textKeys)
        names.append(QString::fromLatin1(key.name));
    for (const NumberKey &key : numberKeys)
        names.append(QString::fromLatin1(key.name));
    return names;
}

QStringList valuesOf(const QString &key)
{
    if (key == "is"_L1)
        return flagNames();
    return key == "stage"_L1 || key == "state"_L1 ? stageNames() : QStringList();
}

} // namespace cid::filter_terms
