// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/cost.h"

#include "common/domain/clamp.h"

namespace cid::wire {

Cost costOf(const QString &value)
{
    return {headBytes + utf8Size(value), 0};
}

Cost costOf(const QByteArray &value)
{
    return {headBytes + value.size(), 0};
}

Cost costOf(const ImageId &value)
{
    return {headBytes + value.name.size() + value.version.size() + value.subversion.size() + 2, 0};
}

Cost costOf(const QMap<QString, QString> &value)
{
    Cost cost{headBytes, value.size()};
    for (auto it = value.constBegin(); it != value.constEnd(); ++it) {
        cost += costOf(it.key());
        cost += costOf(it.value());
    }
    return cost;
}

} // namespace cid::wire
