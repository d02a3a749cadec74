// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace cid {

/// What a caller can do about an error.
enum class ErrorKind : quint8 {
    Invalid, ///< The input is wrong: correct it.
    NotFound, ///< What was named does not exist.
    Refused, ///< Not allowed, now or ever: ask somebody else or arm it first.
    Conflict, ///< Somebody else was there first: read again and decide.
    Corrupt, ///< The bytes are not what was written.
    Io, ///< The operating system said no.
    Unavailable, ///< The peer is not there: try again later.
    Timeout, ///< A deadline passed.
    Cancelled, ///< Somebody asked for the end.
    Internal, ///< A bug of ours.
};

/// Why something did not happen: a kind to act on, a stable code such as "config.unknown-key" for programs and
/// translations, the arguments of that code, and the English sentence that the logs and terminals show.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QByteArray code;
    QString text;
    QMap<QString, QString> arguments;

    bool operator==(const Error &) const = default;
};

/// Makes an error; \a text says what happened, where, and what to do.
[[nodiscard]] Error makeError(ErrorKind kind, const char *code, const QString &text,
                              QMap<QString, QString> arguments = {});

/// An Io error from errno: "<what>: <strerror>", with argument errno. Call it before anything else changes errno.
[[nodiscard]] Error errnoError(const char *code, const QString &what);

/// \a error with "\a context: " in front of its text, for the layer that knows which file or node it was.
[[nodiscard]] Error withContext(Error error, const QString &context);

/// The kind's stable name on the wire and in JSON ("invalid", "not-found", ...).
[[nodiscard]] QLatin1StringView errorKindName(ErrorKind kind);

} // namespace cid
