// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <clocale>
#include <locale.h>

namespace cid {

/// While it lives, libarchive takes the calling thread's file names for UTF-8, whatever the program's locale is: the
/// same tree gives the same bytes everywhere, and every name comes out as it went in.
class Utf8Locale
{
public:
    Utf8Locale()
        : m_locale(newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr)))
        , m_before(m_locale ? uselocale(m_locale) : static_cast<locale_t>(nullptr))
    { }
    ~Utf8Locale()
    {
        if (!m_locale)
            return;
        uselocale(m_before);
        freelocale(m_locale);
    }
    Utf8Locale(const Utf8Locale &) = delete;
    Utf8Locale &operator=(const Utf8Locale &) = delete;

private:
    locale_t m_locale;
    locale_t m_before;
};

} // namespace cid
