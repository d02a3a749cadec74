// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/archive_names.h"

#include <archive.h>
#include <clocale>
#include <cstring>
#include <locale.h>

namespace cid {

namespace {

/// One of the C library's locales, for as long as the program runs.
class NameLocale
{
public:
    explicit NameLocale(const char *name)
        : m_locale(newlocale(LC_CTYPE_MASK, name, static_cast<locale_t>(nullptr)))
    { }
    [[nodiscard]] locale_t get() const { return m_locale; }

private:
    const locale_t m_locale; // Never freed: threads may use it until the end.
};

/// The calling thread has the locale while this lives.
class InLocale
{
public:
    explicit InLocale(const NameLocale &locale)
        : m_before(locale.get() ? uselocale(locale.get()) : static_cast<locale_t>(nullptr))
    { }
    ~InLocale()
    {
        if (m_before)
            uselocale(m_before);
    }
    InLocale(const InLocale &) = delete;
    InLocale &operator=(const InLocale &) = delete;

private:
    const locale_t m_before;
};

// In the locale C libarchive cannot convert what is no ASCII, hands the bytes out as they are, and warns.
bool isAboutNames(struct archive *archive)
{
    const char *text = archive_error_string(archive);
    return text && std::strstr(text, "can't be converted") != nullptr;
}

} // namespace

NextEntry readEntry(struct archive *archive, struct archive_entry **entry)
{
    static const NameLocale bytes("C");
    const InLocale scope(bytes);
    archive_clear_error(archive);
    switch (archive_read_next_header(archive, entry)) {
    case ARCHIVE_OK:
        return NextEntry::Entry;
    case ARCHIVE_EOF:
        return NextEntry::End;
    case ARCHIVE_WARN:
        return isAboutNames(archive) ? NextEntry::Entry : NextEntry::Damaged;
    default:
        return NextEntry::Damaged;
    }
}

bool writeEntry(struct archive *archive, struct archive_entry *entry)
{
    static const NameLocale text("C.UTF-8");
    const InLocale scope(text);
    return archive_write_header(archive, entry) >= ARCHIVE_WARN;
}

} // namespace cid
