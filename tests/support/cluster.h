// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace cid {

/// What a program said and how it ended.
struct Ran
{
    int code = -1; ///< 128 + n after signal n
    QByteArray out;
    QByteArray err;
};

/// A whole notP on the loopback: keys, databases, images, cidd and one cidkid with folders that pretend to be machines.
/// The folder, the processes and the port go with it. The programs come from the build.
class Cluster
{
public:
    Cluster();
    ~Cluster();

    [[nodiscard]] QString path(const QString &name = {}) const;
    [[nodiscard]] bool write(const QString &name, const QByteArray &text) const;
    /// Keys and cid.conf; \a settings are lines for [cid], \a sections come after it.
    [[nodiscard]] bool configure(const QByteArray &settings = {}, const QByteArray &sections = {});
    /// Packs the folder below the image's name into images/.
    [[nodiscard]] bool pack(const QString &image, const QString &folder);
    /// nodes/<name>/machine.conf
    [[nodiscard]] bool addMachine(const QString &name, const QByteArray &mac) const;

    [[nodiscard]] bool startServer();
    /// One cidkid for the folders in nodes/, or for the machines that are named ("disk:FILE"). It looks for the server
    /// on
    /// \a port where that is given: a proxy's.
    [[nodiscard]] bool startNodes(const QStringList &machines = {}, quint16 port = 0);
    /// SIGTERM and its end; false where it did not end well.
    [[nodiscard]] bool stopServer() { return stop(m_cidd); }
    [[nodiscard]] bool stopNodes() { return stop(m_cidkid); }
    /// A signal for cidd, such as SIGHUP.
    void signalServer(int number) const;
    /// As machines that lost their power a moment ago: their connections stand, and nobody answers.
    void freezeNodes(bool isFrozen);
    /// kill -9
    void killServer() { kill(m_cidd); }
    void killNodes() { kill(m_cidkid); }

    /// Runs a program of the build, with --config, in the cluster's folder.
    [[nodiscard]] Ran run(const QString &program, const QStringList &arguments, int timeoutMs = 60'000) const;
    [[nodiscard]] Ran capt(const QStringList &arguments) const
    {
        return run(QStringLiteral("capt/cidcapt"), arguments);
    }
    [[nodiscard]] Ran ctl(const QStringList &arguments) const { return run(QStringLiteral("capt/cidctl"), arguments); }
    /// As run(), not waited for.
    [[nodiscard]] std::unique_ptr<QProcess> begin(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] static Ran ended(QProcess &process, int timeoutMs = 60'000);
    /// Appends what the process has written meanwhile to \a said, and gives all of it.
    [[nodiscard]] static const QByteArray &heard(QProcess &process, QByteArray &said)
    {
        return said += process.readAllStandardOutput();
    }

    /// A port that nobody listens on in this moment; 0 where there is none.
    [[nodiscard]] static quint16 freePort();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const QByteArray &fingerprint() const { return m_fingerprint; }
    [[nodiscard]] bool isServerUp() const { return m_cidd && m_cidd->state() == QProcess::Running; }
    /// 0 where it is not up.
    [[nodiscard]] qint64 serverPid() const { return m_cidd ? m_cidd->processId() : 0; }
    [[nodiscard]] bool areNodesUp() const { return m_cidkid && m_cidkid->state() == QProcess::Running; }
    /// What cidd or cidkid ("cidd", "cidkid") wrote to their logs.
    [[nodiscard]] QByteArray log(const QString &program) const;

private:
    [[nodiscard]] std::unique_ptr<QProcess> launch(const QString &program, const QStringList &arguments,
                                                   const QString &config = QStringLiteral("cid.conf")) const;
    [[nodiscard]] bool stop(std::unique_ptr<QProcess> &process) const;
    static void kill(std::unique_ptr<QProcess> &process);

    QTemporaryDir m_folder;
    quint16 m_port = 0;
    QByteArray m_fingerprint;
    std::unique_ptr<QProcess> m_cidd;
    std::unique_ptr<QProcess> m_cidkid;
};

} // namespace cid
