// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/nginx_peer.h"

#include "tests/bench/swarm/measures.h"
#include "tests/support/cluster.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTest>

#include <vector>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 2; ///< so that its start does not count

QByteArray configuration(const QString &folder, const QString &root, quint16 port)
{
    return u"worker_processes auto;\npid %1/pid;\nerror_log %1/error;\nevents { worker_connections 64; }\nhttp {\n"
           "access_log off;\nsendfile on;\nclient_body_temp_path %1/b;\nproxy_temp_path %1/p;\n"
           "fastcgi_temp_path %1/f;\nuwsgi_temp_path %1/u;\nscgi_temp_path %1/s;\n"
           "server { listen 127.0.0.1:%2 ssl; ssl_certificate %1/cert; ssl_certificate_key %1/key;\n"
           "ssl_protocols TLSv1.3; root %3; }\n}\n"_s.arg(folder)
               .arg(port)
               .arg(root)
               .toUtf8();
}

bool makeCertificate(const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                   u"-nodes"_s, u"-keyout"_s, u"key"_s, u"-out"_s, u"cert"_s, u"-subj"_s, u"/CN=bench"_s});
    return process.waitForFinished(30'000) && process.exitCode() == 0;
}

/// With its workers, which do the work.
double costOfFamily(qint64 pid)
{
    double seconds = costOf(pid).seconds;
    QFile children(u"/proc/%1/task/%1/children"_s.arg(pid));
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().simplified().split(' '))
            seconds += costOf(child.toLongLong()).seconds;
    }
    return seconds;
}

bool fetch(const QString &url, int receivers)
{
    std::vector<std::unique_ptr<QProcess>> curls;
    for (int i = 0; i < receivers; ++i) {
        curls.push_back(std::make_unique<QProcess>());
        curls.back()->start(u"curl"_s, {u"-sfk"_s, u"--tlsv1.3"_s, u"-o"_s, u"/dev/null"_s, url});
    }
    bool isGood = true;
    for (const auto &curl : curls)
        isGood = curl->waitForFinished(300'000) && curl->exitCode() == 0 && isGood;
    return isGood;
}

} // namespace

std::optional<double> nginxSecondsPerGigabyte(const QString &file, int receivers)
{
    const QString program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
    if (program.isEmpty() || QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        return std::nullopt;
    const QTemporaryDir folder;
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)); // Its workers are another user.
    const quint16 port = Cluster::freePort();
    const QFileInfo source(file);
    QFile conf(folder.filePath(u"conf"_s));
    if (!makeCertificate(folder.path()) || !QDir(folder.path()).mkdir(u"files"_s)
        || !QFile::copy(file, folder.filePath(u"files/image"_s)) || !conf.open(QIODevice::WriteOnly))
        return std::nullopt;
    QFile::setPermissions(folder.filePath(u"files/image"_s), QFile::Permissions(0x6644));
    conf.write(configuration(folder.path(), folder.filePath(u"files"_s), port));
    conf.close();
    QProcess nginx;
    nginx.start(program, {u"-c"_s, conf.fileName(), u"-e"_s, folder.filePath(u"error"_s), u"-g"_s, u"daemon off;"_s});
    const bool isUp = QTest::qWaitFor(
        [port] {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, port);
            return socket.waitForConnected(200);
        },
        10'000);
    const QString url = u"https://127.0.0.1:%1/image"_s.arg(port);
    double cost = 0;
    bool isGood = isUp;
    for (int i = 0; i < rounds && isGood; ++i) {
        const double before = costOfFamily(nginx.processId());
        isGood = fetch(url, receivers);
        cost = costOfFamily(nginx.processId()) - before;
    }
    nginx.terminate();
    nginx.waitForFinished(10'000);
    if (!isGood)
        return std::nullopt;
    return cost / (static_cast<double>(source.size()) * receivers / 1e9);
}

} // namespace cid
