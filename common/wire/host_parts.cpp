// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/host_parts.h"

#include "common/domain/clamp.h"
#include "common/wire/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// No unit of a text takes more than three bytes.
constexpr qsizetype unitsPerPart = limits::hostsPartBytes / 3;

template <class T>
concept HasHostText = requires(T message) {
    { message.hosts } -> std::same_as<QString &>;
};

/// The host list of a request that has one; null for all others.
QString *hostsOf(Message &message)
{
    return std::visit(
        [](auto &held) -> QString * {
            if constexpr (HasHostText<std::decay_t<decltype(held)>>)
                return &held.hosts;
            else
                return nullptr;
        },
        message);
}

} // namespace

QList<Message> inHostParts(const Message &request)
{
    QList<Message> messages{request};
    QString *hosts = hostsOf(messages.last());
    if (!hosts || utf8Size(*hosts) <= limits::hostsPartBytes)
        return messages;
    const QString text = std::exchange(*hosts, {});
    QList<Message> parts;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype length = std::min(unitsPerPart, text.size() - at);
        if (at + length < text.size() && text[at + length - 1].isHighSurrogate())
            --length;
        parts.append(HostsPart{text.mid(at, length)});
        at += length;
    }
    return parts + messages;
}

void HostsCollector::take(quint32 request, const HostsPart &part)
{
    if (std::exchange(m_request, request) != request) {
        m_text.clear();
        m_isTooLong = false;
    }
    if (utf8Size(m_text) + utf8Size(part.text) <= limits::maxHostsBytes) {
        m_text += part.text;
    } else {
        m_text.clear();
        m_isTooLong = true;
    }
}

Status HostsCollector::complete(quint32 request, Message &message)
{
    if (m_request == 0 || m_request != request)
        return {};
    m_request = 0;
    const QString text = std::exchange(m_text, {});
    if (std::exchange(m_isTooLong, false)) {
        return fail(makeError(ErrorKind::Invalid, "hosts.too-long",
                              u"The host list is longer than %1 bytes"_s.arg(limits::maxHostsBytes)));
    }
    if (QString *hosts = hostsOf(message))
        hosts->prepend(text);
    return {};
}

} // namespace cid
