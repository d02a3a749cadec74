// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/error.h"

#include <array>
#include <cerrno>
#include <cstring>

namespace cid {

Error makeError(ErrorKind kind, const char *code, const QString &text, QMap<QString, QString> arguments)
{
    return Error{kind, QByteArray(code), text, std::move(arguments)};
}

Error errnoError(const char *code, const QString &what)
{
    const int number = errno;
    const QString reason = QString::fromLocal8Bit(std::strerror(number));
    return makeError(ErrorKind::Io, code, what + QStringLiteral(": ") + reason,
                     {{QStringLiteral("errno"), QString::number(number)}});
}

Error withContext(Error error, const QString &context)
{
    error.text = context + QStringLiteral(": ") + error.text;
    return error;
}

QLatin1StringView errorKindName(ErrorKind kind)
{
    using namespace Qt::StringLiterals;
    static constexpr std::array names{"invalid"_L1, "not-found"_L1,   "refused"_L1, "conflict"_L1,  "corrupt"_L1,
                                      "io"_L1,      "unavailable"_L1, "timeout"_L1, "cancelled"_L1, "internal"_L1};
    const auto index = static_cast<size_t>(kind);
    return index < names.size() ? names[index] : "internal"_L1;
}

} // namespace cid
