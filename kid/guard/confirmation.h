// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cid {

/// The socket on which this machine's cidkid speaks to the guard. What others than root say is not heard.
class Confirmation
{
public:
    enum class Heard : unsigned char { Nothing, Hello, Confirmed };

    Confirmation();
    /// Waits up to a second.
    [[nodiscard]] Heard wait();

private:
    int m_socket = -1;
};

} // namespace cid
