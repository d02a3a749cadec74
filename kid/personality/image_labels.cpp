// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/image_labels.h"

#include "kid/personality/limits.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr char specialLetters[] = ".^$?*+|[({";

QByteArray readIn(FileSystem &files, const QString &root, const QByteArray &path)
{
    return files.readInRoot(root, path, personality::largestPolicy).value_or(QByteArray());
}

/// The value of "NAME=value" in a file that shells could read; the last one counts.
QByteArray settingOf(const QByteArray &text, const QByteArray &name)
{
    QByteArray value;
    for (const QByteArray &line : text.split('\n')) {
        if (line.trimmed().startsWith(name + '='))
            value = line.trimmed().mid(name.size() + 1).trimmed();
    }
    return value;
}

bool isPlainName(const QByteArray &name)
{
    return !name.isEmpty() && !name.contains('/') && !name.startsWith('.');
}

/// The letters that a pattern begins with, each for itself; \a isAll where it is nothing else.
QByteArray stemOf(const QByteArray &pattern, bool &isAll)
{
    QByteArray stem;
    isAll = true;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const bool isEscaped = pattern[i] == '\\' && i + 1 < pattern.size();
        if (!isEscaped && std::strchr(specialLetters, pattern[i])) {
            // What may be missing is no part of it.
            isAll = false;
            if (!stem.isEmpty() && std::strchr("?*{", pattern[i]))
                stem.chop(1);
            break;
        }
        i += isEscaped ? 1 : 0;
        stem += pattern[i];
    }
    return stem;
}

QByteArrayList fieldsIn(const QByteArray &line)
{
    QByteArrayList fields = line.simplified().split(' ');
    fields.removeAll(QByteArray());
    return fields.value(0).startsWith('#') ? QByteArrayList() : fields;
}

} // namespace

ImageLabels ImageLabels::read(FileSystem &files, const QString &root)
{
    ImageLabels labels;
    const QByteArray config = readIn(files, root, "etc/selinux/config");
    const QByteArray mode = settingOf(config, "SELINUX").toLower();
    const QByteArray policy = settingOf(config, "SELINUXTYPE");
    labels.m_isNeeded = mode == "enforcing" || mode == "permissive";
    if (!labels.m_isNeeded || !isPlainName(policy))
        return labels;
    const QByteArray contexts = "etc/selinux/" + policy + "/contexts/files/file_contexts";
    labels.addAliases(readIn(files, root, contexts + ".subs_dist"));
    labels.addAliases(readIn(files, root, contexts + ".subs"));
    labels.addRules(readIn(files, root, contexts));
    labels.addRules(readIn(files, root, contexts + ".local"));
    return labels;
}

void ImageLabels::addAliases(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        const QByteArrayList fields = fieldsIn(line);
        if (fields.size() == 2)
            m_aliases.emplace_back(fields[0], fields[1]);
    }
}

void ImageLabels::addRules(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        const QByteArrayList fields = fieldsIn(line);
        if (fields.size() != 2 && fields.size() != 3)
            continue;
        Rule rule;
        rule.pattern = fields.first();
        rule.stem = stemOf(rule.pattern, rule.isExact);
        rule.kind = fields.size() == 3 ? fields[1] : QByteArray();
        rule.label = fields.last() == "<<none>>" ? QByteArray() : fields.last();
        m_rules.push_back(std::move(rule));
    }
}

bool ImageLabels::fits(const Rule &rule, const QByteArray &path, bool isFolder)
{
    const bool isOfKind = rule.kind.isEmpty() || rule.kind == (isFolder ? "-d" : "--");
    if (!isOfKind || (rule.isExact ? path != rule.stem : !path.startsWith(rule.stem)))
        return false;
    if (rule.isExact)
        return true;
    const QRegularExpression whole(u"\\A(?:"_s + QString::fromLatin1(rule.pattern) + u")\\z"_s,
                                   QRegularExpression::DotMatchesEverythingOption);
    return whole.match(QString::fromLatin1(path)).hasMatch();
}

QByteArray ImageLabels::labelOf(const QByteArray &path, bool isFolder) const
{
    QByteArray absolute = '/' + path;
    for (const auto &[alias, real] : m_aliases) {
        if (absolute == alias || absolute.startsWith(alias + '/')) {
            absolute.replace(0, alias.size(), real);
            break;
        }
    }
    const auto lastFitting = [&](bool isExact) {
        return std::find_if(m_rules.rbegin(), m_rules.rend(), [&](const Rule &rule) {
            return rule.isExact == isExact && fits(rule, absolute, isFolder);
        });
    };
    const auto exact = lastFitting(true);
    const auto found = exact == m_rules.rend() ? lastFitting(false) : exact;
    return found == m_rules.rend() ? QByteArray() : found->label;
}

} // namespace cid
