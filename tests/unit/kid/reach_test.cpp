// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/unique_fd.h"
#include "kid/machine/reach.h"

#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace cid;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A port on which something listens for as long as the object lives.
class Listener
{
public:
    Listener()
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_socket.get(), reinterpret_cast<const sockaddr *>(&address), size);
        ::listen(m_socket.get(), 1);
        ::getsockname(m_socket.get(), reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
    }

    [[nodiscard]] ServerEndpoint endpoint() const
    {
        ServerEndpoint endpoint;
        endpoint.host = u"127.0.0.1"_s;
        endpoint.port = m_port;
        return endpoint;
    }

private:
    UniqueFd m_socket;
    quint16 m_port = 0;
};

ServerEndpoint deaf()
{
    return Listener().endpoint(); // Nobody listens any more.
}

} // namespace

class ReachTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServerThatListensIsReached()
    {
        const Listener server;
        const auto reached = reachServer({server.endpoint()}, {}, 5s);
        QVERIFY2(reached, reached ? "" : qPrintable(reached.error().text));
        QCOMPARE(*reached, u"127.0.0.1 port %1"_s.arg(server.endpoint().port));
    }

    void theSecondServerWillDo()
    {
        const Listener server;
        QVERIFY(reachServer({deaf(), server.endpoint()}, {}, 5s));
    }

    void itGoesThroughTheNamedInterfaceAlone()
    {
        const Listener server;
        QVERIFY(reachServer({server.endpoint()}, u"lo"_s, 5s));
        QCOMPARE(reachServer({server.endpoint()}, u"no-such-card"_s, 5s).error().code, "server.silent");
    }

    void everyServerIsNamedWithItsReason()
    {
        ServerEndpoint name;
        name.host = u"not a name"_s;
        const auto reached = reachServer({deaf(), name}, {}, 5s);
        QVERIFY(!reached);
        QVERIFY2(reached.error().text.contains(u"127.0.0.1 port"_s), qPrintable(reached.error().text));
        QVERIFY2(reached.error().text.contains(u"refused"_s), qPrintable(reached.error().text));
        QVERIFY2(reached.error().text.contains(u"not a name"_s), qPrintable(reached.error().text));
    }
};

QTEST_APPLESS_MAIN(ReachTest)
#include "reach_test.moc"
