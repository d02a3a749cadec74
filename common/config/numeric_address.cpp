// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/numeric_address.h"

#include <arpa/inet.h>

namespace cid {

// Qt Network's parser would be a library more for every program that reads a configuration.
bool isNumericAddress(const QString &text)
{
    in6_addr address{};
    const QByteArray bytes = text.toLatin1();
    return inet_pton(AF_INET, bytes.constData(), &address) == 1
        || inet_pton(AF_INET6, bytes.constData(), &address) == 1;
}

bool isSubnet(const QString &text)
{
    bool isNumber = false;
    const int prefix = text.section(u'/', 1).toInt(&isNumber);
    return isNumber && prefix > 0 && prefix <= 128 && isNumericAddress(text.section(u'/', 0, 0));
}

} // namespace cid
