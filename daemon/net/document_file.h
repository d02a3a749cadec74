// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// The file as a whole; empty where nobody has written it yet. Invalid "document.too-large" with the place where the
/// limit is passed; Io "document.read", also where it is no file.
[[nodiscard]] Result<QByteArray> readDocumentFile(const QString &path);

/// Bytes that no editor of texts would give back: Invalid "document.not-text" with the place of the first.
[[nodiscard]] Status checkDocumentText(const QByteArray &text, const QString &path);

/// "include" lines that \a present does not have: Refused "document.include" with the place of the first. What a file
/// includes is read with the server's rights, so that alone somebody on the server may say.
[[nodiscard]] Status checkIncludes(const QByteArray &text, const QByteArray &present, const QString &path);

} // namespace cid
