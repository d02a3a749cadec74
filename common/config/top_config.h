// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"
#include "common/config/schema.h"

namespace cid {

/// Where the files of a package come from.
enum class PackageOrigin : quint8 {
    DebianBinary, ///< .deb files from the machine's own Debian mirror
    DebianSource, ///< a source package from there
    Https, ///< one tarball or .deb of a given SHA-256
    File, ///< the same, but it lies on this machine
    Tree, ///< a folder with sources, notP's own
};

/// One [package "name"]: what is fetched, how it is built, what of it is used.
struct TopPackage
{
    QString name;
    PackageOrigin origin = PackageOrigin::DebianBinary;
    QStringList debian; ///< names of Debian packages
    QString url;
    QString path;
    QString version; ///< exactly this one; empty: what the mirror offers
    QByteArray sha256; ///< lower-case hex; empty where it is not given
    QString recipe; ///< a name in recipes/; empty: the files are used as they are
    QStringList needs; ///< packages that are built before it
    QStringList files; ///< patterns of paths, in the merged-/usr spelling, that go into the initramfs
    QStringList output; ///< patterns of paths that go beside it
    bool use = true;
    bool onlyStatic = false; ///< not wanted where libraries = shared
    bool onlyKernel = false; ///< not wanted where [kernel] names another one
    Place place;
};

/// One [file "/path"] or [rc "name"].
struct TopFile
{
    QString target; ///< absolute, inside the initramfs
    QString source;
    quint32 mode = 0644;
};

struct TopPartition
{
    QString name;
    ByteCount size = 0;
    QString fileSystem;
    bool keep = false;
};

/// What top_config says; a key that is not there has the default below. Paths are absolute.
struct TopConfig
{
    QString path; ///< the file itself
    bool isStatic = true;
    QString server; ///< as cid.conf spells it; numeric
    QStringList fingerprints;
    QString key;
    QStringList imageKeys; ///< in hexadecimal digits
    bool requireSignature = false; ///< of every image
    int debug = 1;

    QString kernelPackage; ///< the [package] that holds the kernel
    QString kernelPath; ///< or a kernel ...
    QString modulesPath; ///< ... and its /lib/modules/VERSION
    QStringList modules; ///< by name
    QStringList moduleGroups;
    QStringList modaliasFiles;
    QStringList firmware; ///< patterns below /usr/lib/firmware
    QString append;

    bool isDhcp = true;
    QString interface; ///< empty: the one behind which cidd answers
    int vlan = 0; ///< 0: none
    QString address; ///< with its prefix, "10.0.0.7/24"
    QString gateway;
    QStringList nameServers;
    QStringList timeServers;
    QStringList consoles;
    bool hasLogin = false; ///< consoles ask for root's password

    QString rootPassword; ///< a crypt hash; empty: keys alone
    bool isShippedPassword = false;
    QString authorizedKeys;
    int sshPort = 22;

    QString layout;
    QList<TopPartition> partitions;

    QString nodeDb;
    QString bootAddress; ///< of the machine that serves the boot files; the server's where it is empty
    bool isBootByCidd = false; ///< iPXE asks cidd for its script

    QList<TopPackage> packages;
    QList<TopFile> files;
    QList<TopFile> scripts;

    [[nodiscard]] const TopPackage *package(const QString &name) const;
    /// Those that this configuration uses.
    [[nodiscard]] QList<TopPackage> usedPackages() const;
};

[[nodiscard]] const Schema &topConfigSchema();

/// Every mistake, with file:line:column; the configuration is good where there is none.
struct TopConfigReport
{
    TopConfig config;
    QList<Error> mistakes;
};

/// As loadCidConf(); the errors of reading alone are the result's.
[[nodiscard]] Result<TopConfigReport> loadTopConfig(const QString &path);

/// The same of a document that is not on the disk yet.
[[nodiscard]] TopConfigReport readTopConfig(const Document &document);

} // namespace cid
