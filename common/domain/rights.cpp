// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/rights.h"

#include <QStringList>

#include <array>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array rightNames{"watch"_L1, "deploy"_L1, "install"_L1, "wipe"_L1,   "edit"_L1,
                                "build"_L1, "power"_L1,  "release"_L1, "rollout"_L1};
static_assert(rightNames.size() == rightCount);

struct KindRule
{
    Rights byDefault;
    Rights atMost;
};

// In the order of KeyKind. What touches a disk that is not notP's, files or builds is nothing for a program's key.
constexpr std::array kindRules{
    KindRule{{Right::Deploy}, {Right::Watch, Right::Deploy, Right::Install, Right::Power, Right::Release}},
    KindRule{Rights::all(), Rights::all()},
};

} // namespace

QLatin1StringView rightName(Right right)
{
    return rightNames[static_cast<size_t>(right)];
}

std::optional<Right> rightFromName(const QString &name)
{
    for (size_t i = 0; i < rightNames.size(); ++i) {
        if (rightNames[i] == name)
            return static_cast<Right>(i);
    }
    return std::nullopt;
}

QString Rights::toString() const
{
    QStringList names;
    for (int i = 0; i < rightCount; ++i) {
        if (has(static_cast<Right>(i)))
            names.append(rightName(static_cast<Right>(i)));
    }
    return names.join(u", "_s);
}

Rights defaultRights(KeyKind kind)
{
    return kindRules[static_cast<size_t>(kind)].byDefault;
}

Rights possibleRights(KeyKind kind)
{
    return kindRules[static_cast<size_t>(kind)].atMost;
}

} // namespace cid
