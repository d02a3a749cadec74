// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/doctor/host_checks.h"

#include "common/base/units.h"
#include "common/config/check_configuration.h"
#include "common/config/key_file.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

QLatin1StringView severityName(Severity severity)
{
    switch (severity) {
    case Severity::Fault:
        return "fault"_L1;
    case Severity::Warning:
        return "warning"_L1;
    case Severity::Note:
        break;
    }
    return "note"_L1;
}

namespace doctor {

namespace {

constexpr qint64 leastRoom = 1 * GiB;
constexpr double scarceShare = 0.02;
constexpr double lowShare = 0.05;
/// A file that another tool began to write looks like this.
constexpr qint64 leastKernel = 1 * MiB;
constexpr qint64 leastInitramfs = 1 * MiB;

/// The names that cidd serves and DHCP may send, by what loads them.
constexpr QLatin1StringView loaders[] = {"undionly.kpxe"_L1, "ipxe.pxe"_L1,    "ipxe.efi"_L1,
                                         "snponly.efi"_L1,   "grubx64.efi"_L1, "grubnetx64.efi"_L1};

QString buildBlancmange()
{
    return u"bin/build_image in Blancmange's folder, then copy its output into boot_dir (docs/BLANCMANGE.md)"_s;
}

Finding keyFinding(const Error &error, const QString &path)
{
    Finding finding{Severity::Fault, error.code, error.text, {}, {}};
    if (error.code == "key.none") {
        finding.why = u"cidd does not start without it"_s;
        finding.remedy = u"cidd --genkey makes what is missing"_s;
    } else {
        finding.why = u"cidd refuses a key that others may read, and what is no key"_s;
        finding.remedy = u"chmod 0400 %1, or what the message says; cidd --genkey makes a new one where it was "
                         "lost"_s.arg(path);
    }
    return finding;
}

void checkKey(CheckedPart &part, const QString &path, const QString &group, bool isNeeded)
{
    const auto secret = readSecretFile(path, group);
    if (secret || (!isNeeded && secret.error().code == "key.none"))
        return;
    part.findings.append(keyFinding(secret.error(), path));
}

/// Of the file system below the nearest folder that is there.
void checkFolder(CheckedPart &part, const QString &folder, const QString &setting)
{
    QString there = folder;
    while (!QFileInfo::exists(there) && QFileInfo(there).path() != there)
        there = QFileInfo(there).path();
    struct statvfs facts = {};
    if (::statvfs(QFile::encodeName(there).constData(), &facts) != 0 || facts.f_blocks == 0)
        return;
    const auto total = static_cast<double>(facts.f_blocks);
    const double share = static_cast<double>(facts.f_bavail) / total;
    const auto free = static_cast<qint64>(facts.f_bavail) * static_cast<qint64>(facts.f_frsize);
    const QString text = u"%1 (%2) has %3 left, %4 %"_s.arg(folder, setting, formatBytes(free),
                                                            QLocale::c().toString(share * 100, 'f', 1));
    const QString why = u"cidd keeps every step of a node before it goes on, and images need room"_s;
    const QString remedy = u"cidctl image remove what nobody needs (cidctl images), or enlarge it"_s;
    if (share < scarceShare || (free < leastRoom && share < lowShare))
        part.findings.append({Severity::Fault, "space.none", text, why, remedy});
    else if (share < lowShare)
        part.findings.append({Severity::Warning, "space.low", text, why, remedy});
    if (facts.f_files == 0)
        return; // Such as btrfs, which makes them as they are needed.
    const double inodes = static_cast<double>(facts.f_favail) / static_cast<double>(facts.f_files);
    if (inodes < scarceShare)
        part.findings.append({Severity::Fault, "space.inodes",
                              u"%1 (%2) has %3 inodes left"_s.arg(folder, setting).arg(facts.f_favail), why,
                              u"remove many small files from it"_s});
}

bool isServer(const CidConf &conf)
{
    return QFileInfo::exists(conf.identity) || QFileInfo::exists(conf.nodeMaster);
}

} // namespace

CheckedPart checkFiles(const QString &cidConf)
{
    CheckedPart part{u"configuration"_s, {}};
    const QList<Error> mistakes = checkConfiguration(cidConf);
    for (const Error &mistake : mistakes) {
        const bool isApart = mistake.code == "config.apart"; // Each file is right by itself.
        part.findings.append({isApart ? Severity::Warning : Severity::Fault, mistake.code, mistake.text,
                              isApart ? u"what needs both of them does not come about"_s
                                      : u"cidd does not start with it, and a reload keeps what was"_s,
                              u"mend it; cidctl config check looks again, cidctl reload takes it over"_s});
    }
    return part;
}

CheckedPart checkKeys(const CidConf &conf)
{
    CheckedPart part{u"keys"_s, {}};
    if (!isServer(conf)) {
        part.findings.append({Severity::Note, "keys.elsewhere", u"There is no %1"_s.arg(conf.identity),
                              u"this machine is not the server: its keys and files were not looked at"_s,
                              u"cidctl doctor on the server sees all"_s});
        return part;
    }
    if (::geteuid() != 0) {
        part.findings.append({Severity::Note, "keys.not-root", u"Only root may look at the keys"_s,
                              u"they were not looked at"_s, u"sudo cidctl doctor"_s});
        return part;
    }
    checkKey(part, conf.identity, conf.keyGroup, true);
    checkKey(part, conf.nodeMaster, conf.keyGroup, true);
    checkKey(part, conf.key, conf.keyGroup, true);
    checkKey(part, conf.captKey, conf.keyGroup, false);
    checkKey(part, conf.operatorKey, conf.keyGroup, false);
    for (const ClientKeyConf &named : conf.clientKeys)
        checkKey(part, named.keyFile, conf.keyGroup, true);
    return part;
}

CheckedPart checkRoom(const CidConf &conf)
{
    CheckedPart part{u"room"_s, {}};
    if (!isServer(conf))
        return part;
    checkFolder(part, conf.stateDir, u"state_dir"_s);
    checkFolder(part, conf.imageDir, u"image_dir"_s);
    return part;
}

CheckedPart checkBootFiles(const CidConf &conf)
{
    CheckedPart part{u"files to start from"_s, {}};
    if (!isServer(conf))
        return part;
    const QDir folder(conf.bootDir);
    if (!folder.exists()) {
        part.findings.append({Severity::Warning, "boot.none", u"There is no boot_dir %1"_s.arg(conf.bootDir),
                              u"machines cannot start from this server"_s, buildBlancmange()});
        return part;
    }
    qint64 oldest = 0;
    for (const auto &[name, least] :
         {std::pair{u"vmlinuz"_s, leastKernel}, std::pair{u"blancmange-initramfs.gz"_s, leastInitramfs}}) {
        const QFileInfo file(folder.filePath(name));
        if (!file.isFile() || file.size() < least) {
            part.findings.append({Severity::Fault, "boot.no-blancmange",
                                  file.isFile() ? u"%1 has %2 alone"_s.arg(file.filePath(), formatBytes(file.size()))
                                                : u"There is no %1"_s.arg(file.filePath()),
                                  u"machines that start from the network find no Blancmange"_s, buildBlancmange()});
        } else if (name.startsWith("blancmange"_L1)) {
            oldest = file.lastModified().toSecsSinceEpoch();
        }
    }
    for (const QString &key : {conf.key, conf.identity}) {
        const QFileInfo file(key);
        if (oldest == 0 || !file.exists() || file.lastModified().toSecsSinceEpoch() <= oldest)
            continue;
        part.findings.append({Severity::Warning, "boot.stale",
                              u"Blancmange in %1 is older than %2"_s.arg(conf.bootDir, key),
                              u"it holds the key and the fingerprint that were true when it was built: where they "
                              "changed since, new machines are refused"_s,
                              buildBlancmange()});
        break;
    }
    const bool hasLoader = std::any_of(std::begin(loaders), std::end(loaders),
                                       [&folder](const auto &name) { return folder.exists(QString(name)); });
    if (!hasLoader)
        part.findings.append({Severity::Note, "boot.no-loader",
                              u"%1 holds no boot loader (undionly.kpxe, snponly.efi, ...)"_s.arg(conf.bootDir),
                              u"fine where TFTP gives them out from elsewhere"_s, buildBlancmange()});
    return part;
}

CheckedPart checkClock()
{
    CheckedPart part{u"clock"_s, {}};
    timex now = {};
    if (::adjtimex(&now) < 0 || (now.status & STA_UNSYNC) == 0)
        return part;
    part.findings.append({Severity::Warning, "clock.alone", u"The kernel's clock is not held by anything"_s,
                          u"times in the history cannot be held against those of nodes and schedulers"_s,
                          u"apt-get install chrony, or timedatectl set-ntp true"_s});
    return part;
}

} // namespace doctor

} // namespace cid
