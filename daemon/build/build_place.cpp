// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_place.h"

#include "common/config/top_config.h"
#include "daemon/build/build_plan.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxManifest = 4 * 1024 * 1024;
constexpr int maxCacheEntries = 100'000;

QList<BuildFile> filesIn(const QString &folder)
{
    QList<BuildFile> files;
    for (const QString &name : {u"blancmange-initramfs.gz"_s, u"vmlinuz"_s}) {
        const QFileInfo info(folder + u'/' + name);
        if (info.exists())
            files.append({info.filePath(), info.size(), info.lastModified().toMSecsSinceEpoch()});
    }
    return files;
}

qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    int entries = 0;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext() && ++entries < maxCacheEntries) {
        walk.next();
        bytes += walk.fileInfo().size();
    }
    return bytes;
}

// "12.3 MiB", "417 bytes", "1.2 GB": as people read sizes.
qint64 bytesOf(const QString &number, const QString &unit)
{
    qint64 factor = 1;
    const qint64 step = unit.contains(u'i') ? 1024 : 1000;
    const qsizetype power = QStringLiteral("kMGT").indexOf(unit.startsWith(u'K') ? u'k' : unit[0]);
    for (qsizetype i = 0; i <= power; ++i)
        factor *= step;
    return static_cast<qint64>(number.toDouble() * static_cast<double>(factor));
}

} // namespace

QList<PackageSize> readPackageSizes(const QByteArray &manifest)
{
    static const QRegularExpression row(u"^(\\S+) +([0-9.]+) ([A-Za-z]+) +([0-9.]+) ([A-Za-z]+) +[0-9]+$"_s);
    QList<PackageSize> sizes;
    for (const QByteArray &line : manifest.split('\n')) {
        const auto match = row.match(QString::fromUtf8(line));
        if (match.hasMatch() && match.captured(1) != u"all")
            sizes.append({match.captured(1), bytesOf(match.captured(2), match.captured(3)),
                          bytesOf(match.captured(4), match.captured(5))});
    }
    std::stable_sort(sizes.begin(), sizes.end(),
                     [](const PackageSize &a, const PackageSize &b) { return a.packed > b.packed; });
    return sizes;
}

BuildPlaceReply describePlace(const CidConf &conf)
{
    BuildPlaceReply place;
    place.roots = conf.build.roots;
    place.imageDir = conf.imageDir;
    place.topConfig = conf.topConfig;
    const auto report = loadTopConfig(conf.topConfig);
    if (!report)
        place.problem = report.error().text;
    else if (!report->mistakes.isEmpty())
        place.problem = report->mistakes.first().text;
    else if (report->config.isShippedPassword)
        place.warnings.append({"shipped-password",
                               u"Root's password in this Blancmange is \"t00r\", as shipped: whoever reaches a node "
                               "while it is being installed can log in. Set root_password in [ssh] of top_config to a "
                               "hash, or to none with authorized_keys."_s});
    QFile manifest(blancmangeOutput(conf.build) + u"/manifest"_s);
    if (manifest.open(QIODevice::ReadOnly))
        place.sizes = readPackageSizes(manifest.read(maxManifest));
    place.made = filesIn(blancmangeOutput(conf.build));
    place.published = filesIn(conf.bootDir);
    place.cachedBytes = bytesBelow(blancmangeCache(conf.build));
    return place;
}

} // namespace cid
