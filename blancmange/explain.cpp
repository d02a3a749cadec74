// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/explain.h"

#include "blancmange/fetch/package_lock.h"
#include "blancmange/image/netboot_files.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString orNone(const QString &text)
{
    return text.isEmpty() ? u"(none)"_s : text;
}

QString passwordOf(const TopConfig &config)
{
    if (config.isShippedPassword)
        return u"the shipped password t00r"_s;
    return config.rootPassword.isEmpty() ? u"no password"_s : u"a password of yours"_s;
}

} // namespace

QString explain(const TopConfig &config)
{
    QString text;
    const auto line = [&text](const QString &what, const QString &is) { text += u"%1 %2\n"_s.arg(what, -12).arg(is); };
    line(u"file"_s, config.path);
    line(u"server"_s, orNone(config.server) + u", fingerprint "_s + orNone(config.fingerprints.join(u", ")));
    line(u"key"_s, orNone(config.key));
    line(u"libraries"_s, config.isStatic ? u"static: cidkid on a Qt of its own"_s : u"shared: this machine's"_s);
    line(u"kernel"_s,
         config.kernelPackage.isEmpty() ? config.kernelPath : u"[package \"%1\"]"_s.arg(config.kernelPackage));
    line(u"modules"_s, orNone(config.modules.join(u' ')));
    line(u"for"_s, orNone((config.moduleGroups + config.modaliasFiles).join(u' ')));
    line(u"firmware"_s, orNone(config.firmware.join(u' ')));
    line(u"network"_s, config.isDhcp ? u"DHCP"_s : config.address + u" through "_s + orNone(config.gateway));
    line(u"kernel line"_s, QString::fromUtf8(commandLine(config)));
    line(u"ssh"_s,
         u"root on port %1, with %2, keys: %3"_s.arg(config.sshPort)
             .arg(passwordOf(config), orNone(config.authorizedKeys)));
    line(u"disks"_s, config.layout.isEmpty() ? u"as node_db says"_s : config.layout);
    for (const TopPackage &package : config.usedPackages()) {
        const QString from =
            package.origin == PackageOrigin::Tree ? u"sources in "_s + package.path : requestOf(package);
        line(u"package"_s, package.name + u": "_s + from + (package.recipe.isEmpty() ? QString() : u", built"_s));
    }
    for (const TopFile &file : config.files + config.scripts)
        line(u"file"_s, file.target + u" from "_s + file.source);
    return text;
}

} // namespace cid
