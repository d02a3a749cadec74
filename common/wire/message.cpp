// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/message.h"

namespace cid {

Message::Message() noexcept = default;
Message::Message(const Message &other) = default;
Message::Message(Message &&other) noexcept = default;
Message &Message::operator=(const Message &other) = default;
Message &Message::operator=(Message &&other) noexcept = default;
Message::~Message() = default;

bool Message::operator==(const Message &other) const
{
    return static_cast<const AnyMessage &>(*this) == static_cast<const AnyMessage &>(other);
}

} // namespace cid
