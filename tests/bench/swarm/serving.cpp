// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/serving.h"

#include "imagebuilder/image_file.h"
#include "tests/bench/swarm/nginx_peer.h"
#include "tests/bench/swarm/swarm.h"

#include <QPointer>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <numeric>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int receivers = 8;
constexpr qint64 chunksPerRequest = 64;
/// The receivers have machines of their own in a room. Here they share the server's processors, and stand back as far
/// as its own threads for bulk data do.
constexpr int receiverNiceness = 5;

/// A node's connection for bulk data that asks for every chunk and keeps two requests under way. isDone() and bytes()
/// may be asked from any thread.
class Receiver : public QObject
{
public:
    Receiver(const LinkClientOptions &options, DeploymentId deployment, qint64 chunks)
        : m_client(options)
        , m_deployment(deployment)
        , m_chunks(chunks)
    {
        connect(&m_client, &LinkClient::connected, this, [this](Link *link) {
            link->setParent(this);
            m_link = link;
            connect(link, &Link::received, this, [this](const Envelope &envelope) { take(envelope); });
            ask();
            ask();
        });
        m_client.start();
    }

    [[nodiscard]] bool isDone() const { return m_got == m_chunks; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void ask()
    {
        if (m_next < m_chunks)
            m_link->send({1, ChunkRequest{m_deployment, m_next, std::min(chunksPerRequest, m_chunks - m_next)}});
        m_next = std::min(m_next + chunksPerRequest, m_chunks);
    }
    void take(const Envelope &envelope)
    {
        const auto *chunk = std::get_if<Chunk>(&envelope.message);
        if (!chunk || chunk->index != m_got) {
            qWarning("not the chunk that was asked for");
            return;
        }
        m_bytes += chunk->data.size();
        if (++m_got % chunksPerRequest == 0)
            ask();
    }

    LinkClient m_client;
    Link *m_link = nullptr;
    DeploymentId m_deployment;
    qint64 m_chunks;
    qint64 m_next = 0;
    std::atomic<qint64> m_got = 0;
    std::atomic<qint64> m_bytes = 0;
};

/// The receivers on threads of their own: they are other machines, and do not keep the console waiting that asks.
class Receivers
{
public:
    Receivers(const Swarm &swarm, qint64 chunks)
    {
        for (const auto &node : swarm.nodes()) {
            Host &host = m_hosts[m_all.size() % m_hosts.size()];
            QMetaObject::invokeMethod(
                &host.context, [&] { m_all.push_back(new Receiver(node->dataOptions(), node->deployment(), chunks)); },
                Qt::BlockingQueuedConnection);
            QObject::connect(&host.thread, &QThread::finished, m_all.back(), &QObject::deleteLater);
        }
    }
    [[nodiscard]] bool areDone() const
    {
        return std::all_of(m_all.begin(), m_all.end(), [](const Receiver *r) { return r->isDone(); });
    }
    [[nodiscard]] double gigabytes() const
    {
        return std::accumulate(m_all.begin(), m_all.end(), 0.0, [](double sum, const Receiver *r) {
            return sum + static_cast<double>(r->bytes()) / 1e9;
        });
    }

private:
    struct Host
    {
        Host()
        {
            context.moveToThread(&thread);
            thread.start();
            QMetaObject::invokeMethod(
                &context,
                [] {
                    const auto self = static_cast<id_t>(::gettid());
                    ::setpriority(PRIO_PROCESS, self, ::getpriority(PRIO_PROCESS, self) + receiverNiceness);
                },
                Qt::BlockingQueuedConnection);
        }
        ~Host()
        {
            thread.quit();
            thread.wait();
        }
        Q_DISABLE_COPY_MOVE(Host)
        QThread thread;
        QObject context;
    };

    std::vector<Receiver *> m_all; ///< gone with their threads
    std::array<Host, 2> m_hosts;
};

/// How long cidd takes for a small question, asked fifty times a second; ms.
class Pulse : public QObject
{
public:
    explicit Pulse(CidClient &client)
        : m_client(client)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            QElapsedTimer since;
            since.start();
            m_client.ask<ImagesReply>(ImagesRequest{},
                                      [self = QPointer<Pulse>(this), since](const Result<ImagesReply> &) {
                                          if (self) // The last questions are answered when it and the console are over.
                                              self->m_times.append(static_cast<double>(since.nsecsElapsed()) / 1e6);
                                      });
        });
        m_timer.start(20);
    }
    [[nodiscard]] double take() { return percentile(std::exchange(m_times, {}), 0.99); }

private:
    CidClient &m_client;
    QTimer m_timer;
    QList<double> m_times;
};

bool fetchAll(Swarm &swarm, const ImageFile &image, Pulse &pulse)
{
    QTest::qWait(3'000);
    const double idle = pulse.take();
    const double before = swarm.cost().seconds;
    QElapsedTimer timer;
    timer.start();
    const Receivers all(swarm, static_cast<qint64>(image.manifest().chunks.size()));
    if (!QTest::qWaitFor([&all] { return all.areDone(); }, 300'000))
        return false;
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    const double cost = swarm.cost().seconds - before;
    const double gigabytes = all.gigabytes();
    std::printf("serve: %.2f GB to %d receivers in %.1f s: cidd %.2f s a GB, %.0f %% of a core\n", gigabytes, receivers,
                seconds, cost / gigabytes, cost * 100 / seconds);
    std::printf("  99 %% of small questions answered within %.1f ms meanwhile, %.1f ms before\n", pulse.take(), idle);
    if (const auto nginx = nginxSecondsPerGigabyte(image.path(), receivers))
        std::printf("  nginx: %.2f s a GB; cidd %.2f times as much\n", *nginx, cost / gigabytes / *nginx);
    else
        std::printf("  nginx or curl is missing: apt-get install nginx-light curl\n");
    std::printf("  longest turns in ms: %s\n", qPrintable(longestTurns(swarm.newLog())));
    std::fflush(stdout);
    return true;
}

} // namespace

bool measureServing(int megabytes)
{
    Swarm swarm(receivers, 2007);
    QRandomGenerator random(2007);
    QByteArray data(qsizetype(megabytes) * 1024 * 1024, Qt::Uninitialized);
    random.generate(reinterpret_cast<quint32 *>(data.data()), reinterpret_cast<quint32 *>(data.data() + data.size()));
    if (!swarm.begin({u"data"_s, data}))
        return false;
    std::unique_ptr<QProcess> capt;
    const auto image = ImageFile::open(swarm.cluster().path(u"images/tiny-1-1.gz"_s));
    if (!image || !swarm.putToWork(capt) || !swarm.openConsole())
        return false;
    Pulse pulse(swarm.console());
    const bool isGood = fetchAll(swarm, **image, pulse);
    capt->kill();
    capt->waitForFinished();
    return isGood;
}

} // namespace cid
