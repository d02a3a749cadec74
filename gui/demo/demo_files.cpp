// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo/demo_files.h"

#include "daemon/key_maker.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/manifest.h"

#include <QCryptographicHash>
#include <QDir>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int nodesPerRack = 64;

constexpr auto imageDb = R"(# image_db: what nodes can be brought into.
# "current" is the version that the bare name means.

[image "linux"]
current = 1.4-2
path = .
append = "console=ttyS0,115200 quiet"
reuse = verify            # re-read a slot against the manifest before booting it

[image "gpu"]
current = 12-1
path = .
# The driver wants this; see the ticket of last winter.
append = "nouveau.modeset=0"
keep = 3

[image "login"]
current = 3-7
path = .
reuse = never
)";

constexpr auto topConfig = R"(# top_config: what Blancmange, the small system that nodes netboot, is made of.

[blancmange]
# Where cidd listens: a numeric address, with :port where it is not 38008.
#server = 10.0.0.1
libraries = shared
# How much cidkid says, 0 to 9.
debug = 1

[kernel]
# The [package] below that holds the kernel and its modules.
package = kernel-cloud
# Modules by name; what they depend on comes with them. They are loaded first, in this order.
modules = virtio_pci virtio_blk virtio_net sd_mod ext4
# Whole groups: virtual, or network, storage, usb and filesystems for machines that are not known yet.
modules_for = virtual

[network]
# dhcp, or static with address, gateway and name_servers.
method = dhcp

[ssh]
# t00r is the shipped password. Better: a hash (openssl passwd -6), or none with authorized_keys.
root_password = t00r
#authorized_keys = authorized_keys
port = 22

[package "kernel-cloud"]
from = debian-binary
package = linux-image-cloud-amd64
files = boot/vmlinuz-* usr/lib/modules/*

[package "busybox"]
from = debian-source
recipe = busybox

[package "dropbear"]
from = debian-source
recipe = dropbear
)";

struct DemoImage
{
    const char *name;
    qint64 megabytes;
    qint64 ageDays;
};
constexpr DemoImage demoImages[] = {{"linux-1.4-2", 1'063, 12},
                                    {"linux-1.4-1", 1'058, 40},
                                    {"linux-1.3-9", 1'021, 96},
                                    {"gpu-12-1", 3'420, 20},
                                    {"login-3-7", 1'640, 5}};

constexpr const char *folders[] = {"boot", "etc", "opt/site", "usr/bin", "usr/lib", "usr/share/doc", "var/lib"};

FileRecord makeFile(const QByteArray &path, qint64 size, qint64 seconds, const QByteArray &salt)
{
    FileRecord file;
    file.path = path;
    file.mode = size < 0 ? 0040755 : 0100644;
    file.size = std::max<qint64>(0, size);
    file.mtimeSeconds = seconds;
    if (size >= 0)
        file.sha256 = QCryptographicHash::hash(path + salt, QCryptographicHash::Sha256);
    return file;
}

// A manifest as mkimg would write it, for a file that is one hole: enough for everything but unpacking.
Status writeImage(const QString &folder, const DemoImage &demo)
{
    const QString name = QString::fromLatin1(demo.name);
    Manifest manifest;
    manifest.image = *ImageId::parse(name);
    manifest.arch = u"x86_64"_s;
    manifest.madeAt = QDateTime::currentMSecsSinceEpoch() - demo.ageDays * 86'400'000;
    const qint64 chunks = demo.megabytes * 4;
    for (qint64 i = 0; i < chunks; ++i) {
        const auto packed = static_cast<quint32>(90'000 + i * 7919 % 30'000);
        manifest.chunks.push_back({manifest.packedSize, packed, image::maxChunkData, 0, QByteArray(32, char(i))});
        manifest.packedSize += packed;
        manifest.unpackedSize += image::maxChunkData;
    }
    const qint64 seconds = manifest.madeAt / 1000;
    for (const char *base : folders) {
        manifest.files.push_back(makeFile(base, -1, seconds, {}));
        for (int i = 0; i < 40; ++i) {
            // Some files differ between versions of an image, most do not.
            const QByteArray salt = i % 9 == 0 ? name.toUtf8() : manifest.image.name.toUtf8();
            manifest.files.push_back(makeFile(QByteArray(base) + "/file" + QByteArray::number(i).rightJustified(3, '0'),
                                              1'000 + qint64(i) * 4'111, seconds - qint64(i) * 3600, salt));
        }
    }
    const Status written = writeDemoFile(folder + u'/' + name + u".manifest"_s, formatManifest(manifest));
    QFile hole(folder + u'/' + name + u".gz"_s);
    if (written && (!hole.open(QIODevice::WriteOnly) || !hole.resize(manifest.packedSize)))
        return fail(makeError(ErrorKind::Io, "demo.write", u"%1: %2"_s.arg(hole.fileName(), hole.errorString())));
    return written;
}

QByteArray nodeDb(int count)
{
    QByteArray text = "# node_db: the machines of the demonstration.\n\n[node-defaults]\nlayout = grub-gpt\n"
                      "image = linux\narch = x86_64\n\n";
    const int digits = static_cast<int>(QByteArray::number(count).size());
    const auto number = [digits](int n) { return QByteArray::number(n).rightJustified(digits, '0'); };
    for (int first = 1, rack = 1; first <= count; first += nodesPerRack, ++rack) {
        const int last = std::min(count, first + nodesPerRack - 1);
        const QByteArray names = "n[" + number(first) + '-' + number(last) + ']';
        text += "[node \"" + names + "\"]\n\n[group \"rack" + QByteArray::number(rack) + "\"]\nnodes = " + names + "\n";
        text += rack % 8 == 0 ? "deploy = never            # the service rack\n\n" : "\n";
    }
    return text;
}

} // namespace

Status writeDemoFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return fail(makeError(ErrorKind::Io, "demo.write", u"%1: %2"_s.arg(path, file.errorString())));
    return {};
}

Result<CidConf> writeDemoFiles(const QString &folder, int nodes)
{
    const QDir dir(folder);
    for (const char *name : {"images", "overlays", "state"}) {
        if (!dir.mkpath(QString::fromLatin1(name)))
            return fail(makeError(ErrorKind::Io, "demo.write",
                                  u"%1 cannot be made"_s.arg(dir.filePath(QString::fromLatin1(name)))));
    }
    Status status = writeDemoFile(dir.filePath(u"cid.conf"_s),
                                  "# The demonstration's own cidd.\n[cid]\nlisten = 127.0.0.1\nimage_dir = images\n"
                                  "overlay_dir = overlays\nstate_dir = state\nboot_dir = boot\nretries = 1\n"
                                  "[build]\nsocket = build.socket\nfolder = build\nblancmange = .\nroots = "
                                      + dir.path().toUtf8() + '\n');
    if (status)
        status = writeDemoFile(dir.filePath(u"node_db"_s), nodeDb(nodes));
    if (status)
        status = writeDemoFile(dir.filePath(u"image_db"_s), imageDb);
    if (status)
        status = writeDemoFile(dir.filePath(u"top_config"_s), topConfig);
    for (const DemoImage &image : demoImages) {
        if (status)
            status = writeImage(dir.filePath(u"images"_s), image);
    }
    if (!status)
        return fail(status.error());
    auto conf = loadCidConf(dir.filePath(u"cid.conf"_s));
    if (!conf)
        return conf;
    const auto fingerprint = makeServerKeys(*conf);
    if (!fingerprint)
        return fail(fingerprint.error());
    conf->port = 0; // whichever is free
    conf->fingerprints = {*fingerprint};
    return conf;
}

} // namespace cid
