// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <initializer_list>
#include <optional>

namespace cid {

/// What a client's key may allow. The numbers are no part of any format; the names are, in cid.conf.
enum class Right : quint8 {
    Watch, ///< see nodes, images, jobs, builds and the history
    Deploy, ///< bring nodes into catalogued images; wait for and cancel such jobs
    Install, ///< divide a disk anew that is notP's own
    Wipe, ///< allow that a foreign disk is wiped, and withdraw it
    Edit, ///< read and change node_db, image_db, top_config, the catalogue; adopt machines
    Build, ///< have images and Blancmange built, capture nodes
    Power, ///< switch machines on and off
    Release, ///< break what another holds
    Rollout, ///< bring new versions to nodes by plan
};
constexpr int rightCount = 9;

[[nodiscard]] QLatin1StringView rightName(Right right);
[[nodiscard]] std::optional<Right> rightFromName(const QString &name);

/// A set of rights. A plain value.
class Rights
{
public:
    constexpr Rights() = default;
    constexpr Rights(std::initializer_list<Right> rights)
    {
        for (const Right right : rights)
            add(right);
    }
    [[nodiscard]] static constexpr Rights all()
    {
        Rights rights;
        rights.m_bits = (1U << rightCount) - 1;
        return rights;
    }

    constexpr void add(Right right) { m_bits |= 1U << static_cast<unsigned>(right); }
    [[nodiscard]] constexpr bool has(Right right) const { return (m_bits >> static_cast<unsigned>(right) & 1U) != 0; }
    [[nodiscard]] constexpr bool hasAny(Rights of) const { return (m_bits & of.m_bits) != 0; }
    [[nodiscard]] constexpr bool hasAll(Rights of) const { return (m_bits & of.m_bits) == of.m_bits; }
    bool operator==(const Rights &) const = default;
    /// "watch, deploy"
    [[nodiscard]] QString toString() const;

private:
    unsigned m_bits = 0;
};

/// Whose key it is. An operator acts for everybody; a scheduler for its own jobs, on nodes that node_db gives to
/// schedulers.
enum class KeyKind : quint8 { Scheduler, Operator };

/// What a key of that kind may do where cid.conf does not say.
[[nodiscard]] Rights defaultRights(KeyKind kind);
/// The most that cid.conf may give to a key of that kind.
[[nodiscard]] Rights possibleRights(KeyKind kind);

} // namespace cid
