// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/message.h"

namespace cid {

/// The messages that bring one request across, in order and under one number: HostsParts before it where its host list
/// is too long for one text, else the request alone.
[[nodiscard]] QList<Message> inHostParts(const Message &request);

/// Puts host lists together again that came in parts, one at a time. A plain value.
class HostsCollector
{
public:
    /// Another part. What is above limits::maxHostsBytes is not kept.
    void take(quint32 request, const HostsPart &part);
    /// Completes the request's host list where parts of it came before; Invalid "hosts.too-long".
    [[nodiscard]] Status complete(quint32 request, Message &message);

private:
    quint32 m_request = 0;
    QString m_text;
    bool m_isTooLong = false;
};

} // namespace cid
