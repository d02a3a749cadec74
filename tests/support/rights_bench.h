// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/core_bench.h"

namespace cid::test {

/// A core and who asks it for permissions, holds and keys. Each question returns the error's code, empty for success.
class RightsBench : public CoreBench
{
public:
    using CoreBench::CoreBench;

    QByteArray ask(const JobId &job, const QStringList &nodes, const Author &author, const QList<DiskName> &wipes = {},
                   bool reinstall = false, bool take = false)
    {
        QByteArray code = "no answer";
        core().jobs().deploy({job, nodes, QStringLiteral("debian"), {}, reinstall, author, wipes, take},
                             [&](const Result<Accepted> &result) { code = codeOf(result); });
        settle();
        return code;
    }
    QByteArray allow(const WipeCommand &command)
    {
        QByteArray code = "no answer";
        core().permissions().allow(command, [&](const Status &status) { code = codeOf(status); });
        settle();
        return code;
    }
    QByteArray withdraw(const NodeName &node, const Author &by)
    {
        QByteArray code = "no answer";
        core().permissions().withdraw({node}, by, [&](const Status &status) { code = codeOf(status); });
        settle();
        return code;
    }
    QByteArray stop(const JobId &job, const Author &author)
    {
        QByteArray code = "no answer";
        core().jobs().cancel(job, author, [&](const Status &status) { code = codeOf(status); });
        settle();
        return code;
    }
    QByteArray release(const JobId &job, const Author &author)
    {
        QByteArray code = "no answer";
        core().holds().release(job, author, [&](const Status &status) { code = codeOf(status); });
        settle();
        return code;
    }
    QByteArray breakHold(const NodeName &node, const Author &by)
    {
        QByteArray code = "no answer";
        core().holds().breakHolds({node}, by, [&](const Status &status) { code = codeOf(status); });
        settle();
        return code;
    }
    QByteArray enrol(const NodeName &node, bool isPrivileged = true)
    {
        QByteArray code = "no answer";
        core().enrolments().enrol({{macOf(node)}, {}, true, QStringLiteral("10.9.9.9"), isPrivileged},
                                  [&](const Result<Enrolment> &result) { code = codeOf(result); });
        settle();
        return code;
    }
    void wait(std::chrono::milliseconds time)
    {
        clock().advance(time);
        core().look();
        settle();
    }
    /// The node is in Blancmange from the network and says that it may not touch the disk.
    void notArmed(const NodeName &node, SessionId session)
    {
        arrive(node, NodeState::Netbooted, session);
        enter(node, NodeState::NotArmed, session);
    }
    [[nodiscard]] QString wipeInOrder() const
    {
        return orders.isEmpty() ? QStringLiteral("no order") : orders.last().second.wipeSerial;
    }
    [[nodiscard]] qsizetype given() { return core().state().permissions.all().size(); }

    template <typename T> static QByteArray codeOf(const T &result)
    {
        return result ? QByteArray() : result.error().code;
    }
};

} // namespace cid::test
