// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace cid {

/// The most that one section takes; of what is longer the end is kept, which is where things went wrong.
constexpr ByteCount maxReportSection = 256 * KiB;

/// The text of a report: sections under headings, without what must not leave the machine. Taken out are the secrets
/// that are named here, private keys, hashes of passwords, and the values of what is called a password, a token and the
/// like. What is no text is shown as question marks, so that a terminal is safe. A plain value.
class ReportText
{
public:
    /// Bytes that are to stand nowhere in the report. Short ones are not looked for: they would be found in words.
    void hide(const QByteArray &secret);
    void add(const QString &heading, const QByteArray &content);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArrayList m_secrets;
    QByteArray m_bytes;
};

/// \a text without the values of what is called a password or the like, without private keys and hashes of passwords.
[[nodiscard]] QByteArray withoutSecrets(const QByteArray &text);

} // namespace cid
