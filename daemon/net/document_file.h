// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// The file as a whole; empty where nobody has written it yet. Invalid "document.too-large" with the place where the
/// limit is passed; Io "document.read", also where it is no file.
[[nodiscard]] Result<QByteArray> readDocumentFile(const QString &path);

/// Replaces the file in one step, and returns when it is on the disk: after a power failure the old text is there or
/// the new one. Mode, owner and group of a file that is there stay; a new one gets \a mode. Io "document.write".
[[nodiscard]] Status writeDocumentFile(const QString &path, const QByteArray &text, int mode);

/// Bytes that no editor of texts would give back: Invalid "document.not-text" with the place of the first.
[[nodiscard]] Status checkDocumentText(const QByteArray &text, const QString &path);

/// "include" lines that \a present does not have: Refused "document.include" with the place of the first. What a file
/// includes is read with the server's rights, so that alone somebody on the server may say.
[[nodiscard]] Status checkIncludes(const QByteArray &text, const QByteArray &present, const QString &path);

} // namespace cid
