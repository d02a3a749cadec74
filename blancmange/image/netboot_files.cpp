// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/netboot_files.h"

#include "common/config/cid_conf.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ethernetLength = 17; // of an address as text

QByteArray head()
{
    return "# Written by build_image from top_config.\n";
}

QByteArray ramLine(const TopConfig &config)
{
    return "cid.blancmange=ram " + commandLine(config);
}

QString bootAddress(const TopConfig &config)
{
    const auto server = parseEndpoint(config.server);
    return !config.bootAddress.isEmpty() || !server ? config.bootAddress : server->host;
}

QByteArray ipxeScript(const TopConfig &config)
{
    return "#!ipxe\n" + head()
        + "# Names are relative to where this script came from, TFTP or HTTP.\n"
          "kernel vmlinuz initrd=blancmange-initramfs.gz BOOTIF=01-${netX/mac:hexhyp} "
        + ramLine(config) + "\ninitrd --name blancmange-initramfs.gz blancmange-initramfs.gz\nboot\n";
}

QByteArray pxelinux(const TopConfig &config)
{
    return head()
        + "DEFAULT blancmange\nPROMPT 0\nTIMEOUT 0\nLABEL blancmange\n  KERNEL vmlinuz\n  INITRD "
          "blancmange-initramfs.gz\n"
          "  IPAPPEND 2\n  APPEND "
        + ramLine(config) + '\n';
}

QByteArray grubNet(const TopConfig &config)
{
    return head() + "set timeout=0\nmenuentry Blancmange {\n  linux /vmlinuz BOOTIF=01-$net_default_mac "
        + ramLine(config) + "\n  initrd /blancmange-initramfs.gz\n}\n";
}

QByteArray script(const TopConfig &config)
{
    if (!config.isBootByCidd)
        return "boot.ipxe";
    return "http://" + bootAddress(config).toUtf8() + ":38080/boot?mac=${netX/mac}";
}

QByteArray hosts(const NodeDb &nodes)
{
    QByteArray text;
    for (const NodeDefinition &node : nodes.nodes()) {
        if (node.macs.isEmpty())
            continue;
        // InfiniBand's addresses need their kind in front, in hexadecimal digits.
        QStringList macs = node.macs;
        for (QString &mac : macs) {
            if (mac.size() > ethernetLength)
                mac.prepend(u"20-"_s);
        }
        text += "dhcp-host=" + macs.join(u',').toUtf8() + ','
            + (node.ip.isEmpty() ? QByteArray() : node.ip.toUtf8() + ',') + node.name.toUtf8() + '\n';
    }
    return text;
}

/// Firmware gets a loader that fits it; iPXE, which says so in its user class, gets the script: no loop.
QByteArray dnsmasq(const TopConfig &config, const NodeDb &nodes)
{
    QByteArray range = "#dhcp-range=FIRST,LAST,12h   # machines that node_db does not know get an address from here\n";
    for (const NodeDefinition &node : nodes.nodes()) {
        if (!node.ip.isEmpty()) {
            range += "dhcp-range=" + node.ip.toUtf8() + ",static\n";
            break;
        }
    }
    return head()
        + "# For dnsmasq as the DHCP server of the nodes' network: conf-file=THIS FILE. tftp-root is the folder of "
          "this file.\n"
          "enable-tftp\n#tftp-root=THE FOLDER OF THIS FILE\n"
        + range
        + "dhcp-match=set:efi,option:client-arch,6\ndhcp-match=set:efi,option:client-arch,7\n"
          "dhcp-match=set:efi,option:client-arch,9\ndhcp-userclass=set:ipxe,iPXE\n"
          "dhcp-boot=tag:!ipxe,tag:!efi,undionly.kpxe\ndhcp-boot=tag:!ipxe,tag:efi,snponly.efi\ndhcp-boot=tag:ipxe,"
        + script(config) + '\n' + hosts(nodes);
}

QByteArray dnsmasqProxy(const TopConfig &config)
{
    return head()
        + "# For dnsmasq beside another DHCP server, which gives the addresses: this one only says what to boot.\n"
          "port=0\nenable-tftp\n#tftp-root=THE FOLDER OF THIS FILE\n"
          "dhcp-range="
        + bootAddress(config).toUtf8()
        + ",proxy\ndhcp-userclass=set:ipxe,iPXE\n"
          "pxe-service=tag:!ipxe,x86PC,\"Blancmange\",undionly.kpxe\npxe-service=tag:!ipxe,X86-64_EFI,\"Blancmange\","
          "snponly.efi\n"
          "pxe-service=tag:!ipxe,BC_EFI,\"Blancmange\",snponly.efi\n"
          "pxe-service=tag:ipxe,x86PC,\"Blancmange\","
        + script(config) + "\npxe-service=tag:ipxe,X86-64_EFI,\"Blancmange\"," + script(config)
        + "\npxe-service=tag:ipxe,BC_EFI,\"Blancmange\"," + script(config) + '\n';
}

QByteArray disks(const TopConfig &config)
{
    QByteArray text = head() + "# The disks of the nodes, for node_db: include \"THIS FILE\".\n";
    if (!config.layout.isEmpty())
        text += "\n[node-defaults]\nlayout = " + config.layout.toUtf8() + '\n';
    for (const TopPartition &partition : config.partitions) {
        text += "\n[partition \"" + partition.name.toUtf8() + "\"]\n";
        if (partition.size > 0)
            text += "size = " + QByteArray::number(partition.size) + '\n';
        if (!partition.fileSystem.isEmpty())
            text += "fs = " + partition.fileSystem.toUtf8() + '\n';
        if (partition.keep)
            text += "keep = yes\n";
    }
    return text;
}

} // namespace

QByteArray commandLine(const TopConfig &config)
{
    QByteArrayList words;
    for (const QString &console : config.consoles)
        words << "console=" + QString(console).replace(u'@', u',').toUtf8();
    words << "panic=60";
    if (!config.append.isEmpty())
        words << config.append.toUtf8();
    return words.join(' ');
}

Result<QMap<QString, QByteArray>> netbootFiles(const TopConfig &config)
{
    NodeDb nodes;
    if (!config.nodeDb.isEmpty()) {
        const auto loaded = NodeDb::load(config.nodeDb);
        if (!loaded)
            return fail(loaded.error());
        nodes = *loaded;
    }
    return QMap<QString, QByteArray>{{u"boot.ipxe"_s, ipxeScript(config)},
                                     {u"pxelinux.cfg/default"_s, pxelinux(config)},
                                     {u"grub.cfg"_s, grubNet(config)},
                                     {u"dnsmasq.conf"_s, dnsmasq(config, nodes)},
                                     {u"dnsmasq-proxy.conf"_s, dnsmasqProxy(config)},
                                     {u"node_db.disk"_s, disks(config)}};
}

} // namespace cid
