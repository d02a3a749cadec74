// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/document.h"

#include <chrono>
#include <span>

namespace cid {

/// What a key takes.
enum class ValueType : quint8 {
    Text,
    Lines, ///< as Text; the key may be repeated
    Words, ///< separated by commas or blanks; the key may be repeated
    Number, ///< between minimum and maximum
    YesNo, ///< yes, no, true, false, on, off
    Duration, ///< "90 s", "10 min", "2 h", a bare number: seconds
    Size, ///< "512M", "20 GiB", a bare number: bytes
    Choice, ///< one of choices, separated by '|'
    Path, ///< relative paths start at the file's folder
};

/// One key of a section. Validation, completion, forms and manual pages come from it.
struct KeyRule
{
    const char *key = "";
    ValueType type = ValueType::Text;
    const char *help = "";
    const char *choices = "";
    qint64 minimum = 0;
    qint64 maximum = 0; ///< 0: no bound
};

struct SectionRule
{
    const char *type = "";
    bool isNamed = false;
    std::span<const KeyRule> keys;
};

/// What one kind of file may hold. The whole schema of a file is one constant table.
struct Schema
{
    const char *file = ""; ///< "cid.conf"
    std::span<const SectionRule> sections;

    [[nodiscard]] const SectionRule *find(QStringView type) const;
};

/// Everything that is wrong with the document, in its order, at most as many errors as limits.h says.
[[nodiscard]] QList<Error> checkDocument(const Document &document, const Schema &schema);

/// The settings of one section by type. Good for documents that checkDocument() found nothing wrong with.
class SectionReader
{
public:
    explicit SectionReader(const Section &section)
        : m_section(section)
    { }

    [[nodiscard]] bool has(const char *key) const { return last(key) != nullptr; }
    void text(const char *key, QString &value) const;
    void words(const char *key, QStringList &value) const;
    void lines(const char *key, QStringList &value) const;
    void path(const char *key, QString &value) const;
    void yesNo(const char *key, bool &value) const;
    void size(const char *key, qint64 &value) const;
    template <typename Int> void number(const char *key, Int &value) const
    {
        if (const Setting *setting = last(key))
            value = static_cast<Int>(setting->value.toLongLong());
    }
    template <typename Duration> void duration(const char *key, Duration &value) const
    {
        if (const Setting *setting = last(key))
            value = std::chrono::duration_cast<Duration>(std::chrono::seconds(seconds(*setting)));
    }
    /// The choice's number in \a rule's list.
    template <typename Enum> void choice(const KeyRule &rule, Enum &value) const
    {
        if (const Setting *setting = last(rule.key))
            value = static_cast<Enum>(choiceIndex(rule, setting->value));
    }
    /// Where the key's (last) value stands; the section's place where it has no such key.
    [[nodiscard]] Place place(const char *key) const;

private:
    [[nodiscard]] const Setting *last(const char *key) const;
    [[nodiscard]] static qint64 seconds(const Setting &setting);
    [[nodiscard]] static int choiceIndex(const KeyRule &rule, const QString &value);

    const Section &m_section;
};

/// The word of \a candidates that was probably meant; empty where none is near.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &candidates);

} // namespace cid
