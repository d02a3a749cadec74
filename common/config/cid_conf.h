// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"
#include "common/domain/rights.h"

#include <chrono>

namespace cid {

struct ServerEndpoint
{
    QString host; ///< a name or a numeric address
    quint16 port = 38008;
    bool operator==(const ServerEndpoint &) const = default;
};

/// The section [build]: what cid-build may do and where.
struct BuildConf
{
    QString socket; ///< on which cidd asks it
    QString user; ///< who may ask besides root
    QStringList roots; ///< images are made of what lies below these folders, and of nothing else
    QString folder; ///< history, logs, cache, output
    QString blancmange; ///< the folder with init and recipes; empty: the installed one
    int queue = 16; ///< builds that wait
    std::chrono::seconds deadline{6 * 3600}; ///< of one build
};

/// Whether the jobs of a scheduler's key keep their nodes.
enum class HoldConf : quint8 { No, Yes, Strict };
/// How long they do where cid.conf says nothing; 0: no end. A scheduler that never releases keeps no node for good.
[[nodiscard]] constexpr std::chrono::seconds longestHold(HoldConf holds)
{
    return std::chrono::days(holds == HoldConf::Yes ? 7 : 0);
}

/// A section [operator "NAME"] or [scheduler "NAME"]: a key of somebody's own.
struct ClientKeyConf
{
    KeyKind kind = KeyKind::Operator;
    QString name; ///< proved by who holds the key
    QString keyFile; ///< by default NAME.key beside cid.conf
    Rights rights;
    HoldConf holds = HoldConf::No; ///< Yes for schedulers that have a section
    std::chrono::seconds holdFor{0}; ///< at most; 0: no end
    bool operator==(const ClientKeyConf &) const = default;
};

/// What cid.conf says; a key that is not there has the default below. Paths are absolute.
struct CidConf
{
    QList<ServerEndpoint> servers; ///< in the order in which clients try them
    QList<QByteArray> fingerprints; ///< of the server's identity, lower-case hex; any one of them will do
    QString path; ///< the file itself
    QString listen; ///< address; empty: all
    quint16 port = 38008;
    quint16 httpPort = 38080;
    quint16 metricsPort = 0; ///< on 127.0.0.1, for Prometheus; 0: nobody listens
    // Key files; by default beside cid.conf.
    QString key;
    QString captKey;
    QString operatorKey;
    QString identity;
    QString nodeMaster;
    QList<ClientKeyConf> clientKeys; ///< besides captKey and operatorKey; no two have one name
    HoldConf captHolds = HoldConf::Yes; ///< of capt_key's jobs
    QString keyGroup; ///< the group that may read key files of mode 0440
    QString nodeDb;
    QString imageDb;
    QString powerConf; ///< how machines are switched on and off
    QString topConfig; ///< what Blancmange is made of
    QString imageDir;
    QStringList imageRoots; ///< besides imageDir: image_db may name folders below these
    QString overlayDir;
    QString bootDir; ///< vmlinuz, blancmange-initramfs.gz and loaders
    QString bootAppend; ///< for Blancmange's kernel from the network
    QString stateDir;
    QString database; ///< a file or postgresql://...; empty: state.db in stateDir
    int debug = 1;
    QString exitCodes; ///< plain, moab, torque, slurm, openpbs
    std::chrono::seconds deadline{7200}; ///< of a job that names none
    std::chrono::seconds stageTimeout{600};
    std::chrono::seconds orderTimeout{600};
    int retries = 2;
    int powerCycles = 1;
    std::chrono::milliseconds heartbeat{10'000};
    int unprovedPerAddress = 256;
    int threads = 0; ///< 0: as many as there are cores
    QList<QByteArray> imageKeys; ///< public Ed25519 keys that may sign images, 32 bytes each
    bool requireSignature = false; ///< of every image, whatever image_db says
    BuildConf build;
};

[[nodiscard]] const Schema &cidConfSchema();

/// The section of that name; null where there is none.
[[nodiscard]] const ClientKeyConf *findClientKey(const CidConf &conf, const QString &name);

/// NotFound or Io where it cannot be read; else the first of its mistakes, with file:line:column.
[[nodiscard]] Result<CidConf> loadCidConf(const QString &path);
/// The same of a document that was read already.
[[nodiscard]] Result<CidConf> readCidConf(const Document &document);
/// What holds where the file says nothing.
[[nodiscard]] CidConf cidConfDefaults(const QString &path);

/// "host", "host:port", "[address]:port"; nothing where it is none of them.
[[nodiscard]] std::optional<ServerEndpoint> parseEndpoint(const QString &text);

} // namespace cid
