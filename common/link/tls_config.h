// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/identity.h"

#include <QSslConfiguration>

namespace cid {

/// TLS 1.3 alone, no certificate authorities, no session tickets: who the peer is, the fingerprint and the proof say.
[[nodiscard]] QSslConfiguration clientTlsConfiguration();
[[nodiscard]] QSslConfiguration serverTlsConfiguration(const Identity &identity);

} // namespace cid
