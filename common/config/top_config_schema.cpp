// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/top_config_rules.h"

namespace cid {

namespace {

constexpr KeyRule blancmangeKeys[] = {
    topconfig::librariesRule,
    {"server", ValueType::Text, "where cidd listens, a numeric address with or without a port"},
    {"server_fingerprint", ValueType::Words, "SHA-256 of the server's public key, as cidd --genkey prints it"},
    {"key", ValueType::Path, "the key by which machines ask for their own; it is copied into the initramfs"},
    {"image_keys", ValueType::Words, "who may sign images, as mkimg.linux --genkey prints it; nodes trust nobody else"},
    {"require_signature", ValueType::YesNo, "whether nodes refuse every image that none of image_keys signed"},
    {"debug", ValueType::Number, "how much cidkid says, as in cid.conf", "", 0, 9},
};
constexpr KeyRule kernelKeys[] = {
    {"package", ValueType::Text, "the [package] that holds the kernel and its modules"},
    {"path", ValueType::Path, "a kernel of your own instead"},
    {"modules_path", ValueType::Path, "the folder lib/modules/VERSION that belongs to it"},
    {"modules", ValueType::Words, "modules by name; what they depend on comes with them"},
    {"modules_for", ValueType::Words,
     "all modules for network, storage, usb, filesystems or virtual (virtual machines of every kind)"},
    {"modalias_files", ValueType::Words, "lists of the machines' hardware: the output of blancmange-hardware on them"},
    {"firmware", ValueType::Words, "patterns of files below /usr/lib/firmware, such as bnx2/*.fw"},
    {"append", ValueType::Text, "what the kernel's command line says beyond what notP needs"},
};
constexpr KeyRule networkKeys[] = {
    topconfig::methodRule,
    {"interface", ValueType::Text, "the only interface that is tried, such as eth0; all, in turn, where it is missing"},
    {"vlan", ValueType::Number, "the VLAN in which cidd is, where the switch does not choose it", "", 1, 4094},
    {"address", ValueType::Text, "for static: address/prefix"},
    {"gateway", ValueType::Text, "for static: the router"},
    {"name_servers", ValueType::Words, "for static: numeric addresses"},
    {"time_servers", ValueType::Words, "numeric addresses asked for the time, beside those that DHCP names"},
};
constexpr KeyRule consoleKeys[] = {
    {"devices", ValueType::Words, "consoles as the kernel spells them, the last one for messages: tty0 ttyS0@115200n8"},
    topconfig::shellRule,
};
constexpr KeyRule sshKeys[] = {
    {"root_password", ValueType::Text, "t00r, a crypt hash as openssl passwd -6 prints it, or none"},
    {"authorized_keys", ValueType::Path, "public keys that log in as root"},
    {"port", ValueType::Number, "the port of dropbear", "", 1, 65535},
};
constexpr KeyRule diskKeys[] = {topconfig::layoutRule};
constexpr KeyRule diskPartitionKeys[] = {
    {"size", ValueType::Size, "how large it is"},
    topconfig::fileSystemRule,
    {"keep", ValueType::YesNo, "whether it survives every reinstallation"},
};
constexpr KeyRule netbootKeys[] = {
    {"node_db", ValueType::Path, "the nodes, for the lines of dnsmasq's configuration"},
    {"address", ValueType::Text, "of the machine that serves the boot files; that of cidd where it is missing"},
    topconfig::scriptRule,
};
constexpr KeyRule packageKeys[] = {
    topconfig::fromRule,
    {"package", ValueType::Words, "names of Debian packages; the section's name where it is missing"},
    {"version", ValueType::Text, "exactly this version; what the mirror offers where it is missing"},
    {"url", ValueType::Text, "for https: the address"},
    {"path", ValueType::Path, "for file and tree: where it lies"},
    {"sha256", ValueType::Text, "for https and file: 64 hexadecimal digits"},
    {"recipe", ValueType::Text, "how it is built: a script in recipes; used as it is where it is missing"},
    {"needs", ValueType::Words, "packages that are built before it"},
    {"files", ValueType::Words, "patterns of the paths that go into the initramfs, such as usr/sbin/mke2fs"},
    {"output", ValueType::Words, "patterns of the paths that go into the output folder"},
    {"use", ValueType::YesNo, "whether it is wanted"},
    {"only_static", ValueType::YesNo, "whether it is wanted for libraries = static alone"},
    {"only_kernel", ValueType::YesNo, "whether it is wanted where [kernel] package names it alone"},
};
constexpr KeyRule fileKeys[] = {
    {"source", ValueType::Path, "the file on this machine"},
    {"mode", ValueType::Text, "octal; 0644 where it is missing"},
};
constexpr KeyRule rcKeys[] = {
    {"source", ValueType::Path,
     "a shell script; it runs after the network is up and before cidkid, in byte order of the names"},
};
constexpr SectionRule topConfigSections[] = {
    {"blancmange", false, blancmangeKeys},
    {"kernel", false, kernelKeys},
    {"network", false, networkKeys},
    {"console", false, consoleKeys},
    {"ssh", false, sshKeys},
    {"disk", false, diskKeys},
    {"partition", true, diskPartitionKeys},
    {"netboot", false, netbootKeys},
    {"package", true, packageKeys},
    {"file", true, fileKeys},
    {"rc", true, rcKeys},
};
constexpr Schema topConfigRules{"top_config", topConfigSections};

} // namespace

const Schema &topConfigSchema()
{
    return topConfigRules;
}

} // namespace cid
