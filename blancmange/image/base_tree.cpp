// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/base_tree.h"

#include "blancmange/build/unpack.h"

#include <QFile>
#include <QRegularExpression>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

const QString owner = u"blancmange"_s;

struct InitFile
{
    const char *source;
    const char *target;
    quint32 mode;
};

constexpr InitFile initFiles[] = {
    {"init", "init", 0755},
    {"functions", "usr/lib/blancmange/functions", 0644},
    {"network", "usr/lib/blancmange/network", 0755},
    {"lease", "usr/lib/blancmange/lease", 0755},
    {"start", "usr/lib/blancmange/start", 0755},
    {"agent", "usr/lib/blancmange/agent", 0755},
    {"ssh", "usr/lib/blancmange/ssh", 0755},
    {"hardware", "usr/bin/blancmange-hardware", 0755},
};

QByteArray quoted(const QString &value)
{
    return '\'' + QString(value).replace(u'\'', "'\\''"_L1).toUtf8() + '\'';
}

void addFolders(ImageTree &tree)
{
    for (const char *path : {"dev", "dev/pts", "etc", "etc/cid", "etc/dropbear", "etc/rc.d", "mnt", "proc", "run",
                             "sys", "usr", "usr/bin", "usr/lib", "usr/lib64", "usr/sbin", "var", "var/lib", "var/log"})
        tree.addFolder(path, owner);
    tree.addFolder("tmp", owner, 01777);
    tree.addFolder("root", owner, 0700);
}

Status addDevices(ImageTree &tree)
{
    struct Device
    {
        const char *path;
        quint32 mode;
        quint32 major;
        quint32 minor;
    };
    for (const Device &device :
         {Device{"dev/console", 0600, 5, 1}, {"dev/null", 0666, 1, 3}, {"dev/kmsg", 0644, 1, 11}}) {
        TreeEntry entry;
        entry.type = TreeEntry::Type::CharDevice;
        entry.mode = device.mode;
        entry.major = device.major;
        entry.minor = device.minor;
        entry.owner = owner;
        if (Status status = tree.add(device.path, entry); !status)
            return status;
    }
    return {};
}

Result<QByteArray> readNamed(const QString &path, const char *key, const QString &why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(
            makeError(ErrorKind::NotFound, "image.no-key", u"%1 = %2: %3"_s.arg(QLatin1StringView(key), path, why)));
    }
    return file.readAll();
}

/// What the shipped top_config leaves to its reader, all at once.
Status checkIdentity(const TopConfig &config)
{
    QStringList lacking;
    if (config.server.isEmpty())
        lacking << u"server (where cidd listens)"_s;
    if (config.fingerprints.isEmpty())
        lacking << u"server_fingerprint (cidd --genkey prints it)"_s;
    if (config.key.isEmpty())
        lacking << u"key (the server's file /etc/cid/key, which cidd --genkey makes)"_s;
    if (lacking.isEmpty())
        return {};
    return fail(makeError(ErrorKind::Invalid, "image.no-server",
                          u"%1: [blancmange] lacks %2: a machine enrols with the key, and takes orders from that "
                          "server alone"_s.arg(config.path, lacking.join(u", "))));
}

Status addIdentity(ImageTree &tree, const TopConfig &config)
{
    if (Status status = checkIdentity(config); !status)
        return status;
    const auto key = readNamed(config.key, "key",
                               u"the key by which machines enrol cannot be read; it is the file "
                               "/etc/cid/key of the server, which cidd --genkey makes"_s);
    if (!key)
        return fail(key.error());
    Status status = tree.addFile("etc/cid/cid.conf", nodeConf(config), owner);
    if (status)
        status = tree.addFile("etc/cid/key", *key, owner, 0400);
    if (status)
        status = tree.addFile("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n", owner);
    const QByteArray hash = config.rootPassword.isEmpty() ? QByteArray("*") : config.rootPassword.toUtf8();
    if (status)
        status = tree.addFile("etc/shadow", "root:" + hash + ":1:0:99999:7:::\n", owner, 0600);
    if (!status || config.authorizedKeys.isEmpty())
        return status;
    const auto keys = readNamed(config.authorizedKeys, "authorized_keys", u"it cannot be read"_s);
    if (!keys)
        return fail(keys.error());
    tree.addFolder("root/.ssh", owner, 0700);
    return tree.addFile("root/.ssh/authorized_keys", *keys, owner, 0600);
}

} // namespace

QString mergedPath(const QString &path)
{
    return mergedUsr(path);
}

QByteArray nodeConf(const TopConfig &config)
{
    QByteArray text = "[cid]\nserver = " + config.server.toUtf8() + "\nserver_fingerprint = "
        + config.fingerprints.join(u", ").toLower().toUtf8() + "\ndebug = " + QByteArray::number(config.debug) + '\n';
    if (!config.imageKeys.isEmpty())
        text += "image_keys = " + config.imageKeys.join(u", ").toLower().toUtf8() + '\n';
    if (config.requireSignature)
        text += "require_signature = yes\n";
    return text;
}

QByteArray initSettings(const TopConfig &config)
{
    const std::pair<const char *, QString> settings[] = {
        {"method", config.isDhcp ? u"dhcp"_s : u"static"_s},
        {"interface", config.interface},
        {"vlan", config.vlan > 0 ? QString::number(config.vlan) : QString()},
        {"address", config.address},
        {"gateway", config.gateway},
        {"name_servers", config.nameServers.join(u' ')},
        {"time_servers", config.timeServers.join(u' ')},
        {"ssh_port", QString::number(config.sshPort)},
        {"ssh_password", config.rootPassword.isEmpty() ? u"no"_s : u"yes"_s},
        {"modules", config.modules.join(u' ')},
    };
    QByteArray text = "# Written by build_image from top_config.\n";
    for (const auto &[name, value] : settings)
        text += QByteArray(name) + '=' + quoted(value) + '\n';
    return text;
}

QByteArray consoleLogins(const TopConfig &config)
{
    QByteArray text;
    for (const QString &console : config.hasLogin ? config.consoles : QStringList()) {
        const QString device = console.section(u'@', 0, 0);
        // The screen's first terminal is what tty0 shows.
        const QString terminal = device == u"tty0" ? u"tty1"_s : device;
        static const QRegularExpression digits(u"^[0-9]+"_s);
        const QString speed = digits.match(console.section(u'@', 1)).captured();
        text += u"%1::respawn:/sbin/getty -L %1 %2 %3\n"_s
                    .arg(terminal, speed.isEmpty() ? u"115200"_s : speed,
                         device.startsWith(u"ttyS") ? u"vt100"_s : u"linux"_s)
                    .toLatin1();
    }
    return text;
}

Status addBase(ImageTree &tree, const TopConfig &config, const QString &initFolder)
{
    addFolders(tree);
    Status status = addDevices(tree);
    for (const char *name : {"bin", "sbin", "lib", "lib64"}) {
        if (status)
            status = tree.addLink(name, QByteArray("usr/") + name, owner);
    }
    QFile inittab(initFolder + u"/inittab"_s);
    if (!inittab.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::NotFound, "image.no-init",
                              u"%1: %2"_s.arg(inittab.fileName(), inittab.errorString())));
    if (status)
        status = tree.addFile("etc/inittab", inittab.readAll() + consoleLogins(config), owner);
    for (const InitFile &file : initFiles) {
        QFile source(initFolder + u'/' + QLatin1StringView(file.source));
        if (!source.open(QIODevice::ReadOnly))
            return fail(makeError(ErrorKind::NotFound, "image.no-init",
                                  u"%1: %2"_s.arg(source.fileName(), source.errorString())));
        if (status)
            status = tree.addFile(file.target, source.readAll(), owner, file.mode);
    }
    const std::pair<const char *, QByteArray> texts[] = {
        {"etc/blancmange.conf", initSettings(config)},
        {"etc/blancmange-release", QByteArray("Blancmange ") + CID_VERSION + '\n'},
        {"etc/group", "root:x:0:\ntty:x:5:\ndisk:x:6:\n"},
        {"etc/hosts", "127.0.0.1 localhost\n::1 localhost\n"},
        {"etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n"},
        {"etc/shells", "/bin/sh\n"},
    };
    for (const auto &[path, content] : texts) {
        if (status)
            status = tree.addFile(path, content, owner);
    }
    return status ? addIdentity(tree, config) : status;
}

} // namespace cid
