// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/top_config.h"

#include "common/config/cid_conf.h"
#include "common/config/limits.h"
#include "common/config/numeric_address.h"
#include "common/config/top_config_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// crypt(3) of "t00r". Constant, so that the same inputs give the same bytes.
constexpr QLatin1StringView
    shippedHash("$6$blancmange$IVmGPXWJK7Kl7qtlfS5.eXpRL7mUx1lkQEYqPsQ03./1nUKFNHYWkIOOKOdH77THMhfmZuvBuAsyp0X3SfaVa0");

class Loader
{
public:
    explicit Loader(TopConfigReport &report)
        : m_report(report)
        , m_config(report.config)
    { }

    void section(const Section &section)
    {
        const SectionReader reader(section);
        if (section.type == u"blancmange")
            blancmange(reader);
        else if (section.type == u"kernel")
            kernel(reader);
        else if (section.type == u"network")
            network(reader);
        else if (section.type == u"console")
            console(reader);
        else if (section.type == u"ssh")
            ssh(reader);
        else if (section.type == u"disk")
            reader.text("layout", m_config.layout);
        else if (section.type == u"partition")
            partition(section, reader);
        else if (section.type == u"netboot")
            netboot(reader);
        else if (section.type == u"package")
            package(section, reader);
        else if (section.type == u"file" || section.type == u"rc")
            file(section, reader);
    }

    /// What only the whole file can tell.
    void references()
    {
        if (!m_config.kernelPackage.isEmpty() && !m_config.package(m_config.kernelPackage)) {
            add(m_kernelPlace, u"found \"%1\", expected the name of a [package] section"_s.arg(m_config.kernelPackage));
        } else if (m_config.kernelPackage.isEmpty() && m_config.kernelPath.isEmpty()) {
            add(m_kernelPlace, u"expected [kernel] with package or path"_s);
        }
        addFileSystems();
        if (m_config.hasLogin && m_config.rootPassword.isEmpty())
            add(m_shellPlace, u"found login with root_password = none: nobody could log in there"_s);
        for (const TopPackage &package : std::as_const(m_config.packages)) {
            for (const QString &need : package.needs) {
                if (!m_config.package(need))
                    add(package.place, u"it needs \"%1\", which no [package] section describes"_s.arg(need));
            }
        }
    }

    /// Who makes a file system mounts it, too.
    void addFileSystems()
    {
        for (const TopPackage &package : m_config.usedPackages()) {
            for (const QString &name : {u"xfs"_s, u"btrfs"_s}) {
                if (package.files.contains(u"usr/sbin/mkfs."_s + name) && !m_config.modules.contains(name))
                    m_config.modules << name;
            }
        }
    }

    void add(const Place &place, const QString &text)
    {
        if (m_report.mistakes.size() < config::maxErrors)
            m_report.mistakes.append(placedError("config.bad-value", place, text));
    }

private:
    void isNumeric(const SectionReader &reader, const char *key, const QString &address)
    {
        if (!isNumericAddress(address))
            add(reader.place(key), u"found \"%1\", expected a numeric address"_s.arg(address));
    }

    void blancmange(const SectionReader &reader)
    {
        QString libraries;
        reader.text("libraries", libraries);
        m_config.isStatic = libraries != u"shared";
        reader.text("server", m_config.server);
        if (reader.has("server")) {
            const auto endpoint = parseEndpoint(m_config.server);
            if (!endpoint)
                add(reader.place("server"), u"found \"%1\", expected address or address:port"_s.arg(m_config.server));
            else
                isNumeric(reader, "server", endpoint->host);
        }
        reader.words("server_fingerprint", m_config.fingerprints);
        for (const QString &text : std::as_const(m_config.fingerprints))
            digest(reader, "server_fingerprint", text);
        reader.path("key", m_config.key);
        reader.words("image_keys", m_config.imageKeys);
        for (const QString &text : std::as_const(m_config.imageKeys))
            digest(reader, "image_keys", text);
        reader.yesNo("require_signature", m_config.requireSignature);
        if (m_config.requireSignature && m_config.imageKeys.isEmpty())
            add(reader.place("require_signature"), u"found yes without image_keys: nodes would refuse every image"_s);
        reader.number("debug", m_config.debug);
    }

    void kernel(const SectionReader &reader)
    {
        m_kernelPlace = reader.place("package");
        reader.text("package", m_config.kernelPackage);
        reader.path("path", m_config.kernelPath);
        reader.path("modules_path", m_config.modulesPath);
        if (reader.has("package") && reader.has("path"))
            add(reader.place("path"), u"found path beside package, expected one of them"_s);
        reader.words("modules", m_config.modules);
        static const QRegularExpression moduleName(u"^[A-Za-z0-9_-]+$"_s);
        for (const QString &module : std::as_const(m_config.modules)) {
            if (!moduleName.match(module).hasMatch())
                add(reader.place("modules"), u"found \"%1\", expected the name of a module, without .ko"_s.arg(module));
        }
        reader.words("modules_for", m_config.moduleGroups);
        const QStringList known{u"network"_s, u"storage"_s, u"usb"_s, u"filesystems"_s, u"virtual"_s};
        for (const QString &group : std::as_const(m_config.moduleGroups)) {
            if (!known.contains(group))
                add(reader.place("modules_for"), u"found \"%1\", expected one of %2"_s.arg(group, known.join(u", ")));
        }
        reader.words("modalias_files", m_config.modaliasFiles);
        for (QString &file : m_config.modaliasFiles)
            file = QDir::cleanPath(QFileInfo(m_config.path).absoluteDir().absoluteFilePath(file));
        reader.words("firmware", m_config.firmware);
        isInside(reader, "firmware", m_config.firmware);
        reader.text("append", m_config.append);
        // Loaders have quoting rules of their own, each another one.
        static const QRegularExpression plain(uR"(^[^"'\\${};]*$)"_s);
        if (!plain.match(m_config.append).hasMatch())
            add(reader.place("append"),
                u"found \"%1\", expected words without quotes, \\, $, { } and ;: boot loaders do not hand these on"_s
                    .arg(m_config.append));
    }

    void console(const SectionReader &reader)
    {
        reader.words("devices", m_config.consoles);
        QString shell;
        reader.text("shell", shell);
        m_config.hasLogin = shell == u"login";
        m_shellPlace = reader.place("shell");
        static const QRegularExpression device(u"^[A-Za-z]+[0-9]+(@[0-9]+([neo][78]?r?)?)?$"_s);
        for (const QString &console : std::as_const(m_config.consoles)) {
            if (!device.match(console).hasMatch())
                add(reader.place("devices"),
                    u"found \"%1\", expected a console such as tty0 or ttyS0@115200n8 (@ instead of the comma)"_s.arg(
                        console));
        }
    }

    void isInside(const SectionReader &reader, const char *key, const QStringList &patterns)
    {
        for (const QString &pattern : patterns) {
            if (pattern.startsWith(u'/') || pattern.split(u'/').contains(u".."_s))
                add(reader.place(key),
                    u"found \"%1\", expected a path without / in front and without .."_s.arg(pattern));
        }
    }

    void network(const SectionReader &reader)
    {
        QString method;
        reader.text("method", method);
        m_config.isDhcp = method != u"static";
        reader.text("interface", m_config.interface);
        reader.number("vlan", m_config.vlan);
        reader.text("address", m_config.address);
        reader.text("gateway", m_config.gateway);
        reader.words("name_servers", m_config.nameServers);
        reader.words("time_servers", m_config.timeServers);
        static const QRegularExpression name(u"^[a-zA-Z0-9._-]{1,15}$"_s);
        if (reader.has("interface") && !name.match(m_config.interface).hasMatch())
            add(reader.place("interface"), u"found \"%1\", expected a name such as eth0"_s.arg(m_config.interface));
        if (reader.has("address") && !isSubnet(m_config.address))
            add(reader.place("address"), u"found \"%1\", expected address/prefix"_s.arg(m_config.address));
        if (!m_config.isDhcp && m_config.address.isEmpty())
            add(reader.place("method"), u"found static without address = address/prefix"_s);
        if (reader.has("gateway"))
            isNumeric(reader, "gateway", m_config.gateway);
        for (const QString &server : std::as_const(m_config.nameServers))
            isNumeric(reader, "name_servers", server);
        for (const QString &server : std::as_const(m_config.timeServers))
            isNumeric(reader, "time_servers", server);
    }

    void ssh(const SectionReader &reader)
    {
        reader.path("authorized_keys", m_config.authorizedKeys);
        reader.number("port", m_config.sshPort);
        QString password = u"t00r"_s;
        reader.text("root_password", password);
        static const QRegularExpression hash(uR"(^\$[0-9a-z]+\$[./A-Za-z0-9$=,]+$)"_s);
        m_config.isShippedPassword = password == u"t00r";
        m_config.rootPassword.clear(); // of a configuration without this section
        if (m_config.isShippedPassword)
            m_config.rootPassword = shippedHash;
        else if (hash.match(password).hasMatch())
            m_config.rootPassword = password;
        else if (password != u"none")
            add(reader.place("root_password"),
                u"found something else than t00r, a crypt hash (openssl passwd -6) or none; other passwords in clear "
                "are not taken"_s);
        else if (m_config.authorizedKeys.isEmpty())
            add(reader.place("root_password"), u"found none without authorized_keys: nobody could log in"_s);
    }

    void partition(const Section &section, const SectionReader &reader)
    {
        TopPartition partition{section.name, 0, {}, false};
        reader.size("size", partition.size);
        reader.text("fs", partition.fileSystem);
        reader.yesNo("keep", partition.keep);
        m_config.partitions.append(partition);
    }

    void netboot(const SectionReader &reader)
    {
        reader.path("node_db", m_config.nodeDb);
        reader.text("address", m_config.bootAddress);
        if (reader.has("address"))
            isNumeric(reader, "address", m_config.bootAddress);
        QString script;
        reader.text("script", script);
        m_config.isBootByCidd = script == u"cidd";
    }

    void package(const Section &section, const SectionReader &reader)
    {
        TopPackage package;
        package.name = section.name;
        package.place = section.place;
        package.debian = {section.name};
        reader.choice(topconfig::fromRule, package.origin);
        reader.words("package", package.debian);
        reader.text("version", package.version);
        reader.text("url", package.url);
        reader.path("path", package.path);
        reader.text("recipe", package.recipe);
        reader.words("needs", package.needs);
        reader.words("files", package.files);
        reader.words("output", package.output);
        reader.yesNo("use", package.use);
        reader.yesNo("only_static", package.onlyStatic);
        reader.yesNo("only_kernel", package.onlyKernel);
        QString sum;
        reader.text("sha256", sum);
        if (reader.has("sha256"))
            digest(reader, "sha256", sum);
        package.sha256 = sum.toLatin1().toLower();
        names(section, reader, package);
        origin(reader, package);
        m_config.packages.append(package);
    }

    void names(const Section &section, const SectionReader &reader, const TopPackage &package)
    {
        static const QRegularExpression plain(u"^[a-z0-9][a-z0-9.+-]*$"_s);
        if (!plain.match(package.name).hasMatch())
            add(section.place, u"found \"%1\", expected small letters, digits, . + and -"_s.arg(package.name));
        if (reader.has("recipe") && !plain.match(package.recipe).hasMatch())
            add(reader.place("recipe"), u"found \"%1\", expected the name of a recipe"_s.arg(package.recipe));
        for (const QString &name : package.debian) {
            if (!plain.match(name).hasMatch() && package.origin <= PackageOrigin::DebianSource)
                add(reader.place("package"), u"found \"%1\", expected names of Debian packages"_s.arg(name));
        }
        static const QRegularExpression version(u"^[A-Za-z0-9.+:~-]*$"_s);
        if (!version.match(package.version).hasMatch())
            add(reader.place("version"), u"found \"%1\", expected a Debian version"_s.arg(package.version));
        isInside(reader, "files", package.files);
        isInside(reader, "output", package.output);
    }

    void origin(const SectionReader &reader, const TopPackage &package)
    {
        if (!reader.has("from"))
            add(package.place, u"expected from = debian-binary, debian-source, https, file or tree"_s);
        if (package.origin == PackageOrigin::Https && !package.url.startsWith(u"https://"))
            add(reader.place("url"), u"found \"%1\", expected url = https://..."_s.arg(package.url));
        if (package.origin == PackageOrigin::Https && package.sha256.isEmpty())
            add(package.place, u"expected sha256: what comes from the network is held against it"_s);
        const bool isLocal = package.origin == PackageOrigin::File || package.origin == PackageOrigin::Tree;
        if (isLocal && package.path.isEmpty())
            add(package.place, u"expected path"_s);
    }

    void file(const Section &section, const SectionReader &reader)
    {
        const bool isScript = section.type == u"rc";
        TopFile file{isScript ? u"/etc/rc.d/"_s + section.name : section.name, {}, isScript ? 0755U : 0644U};
        reader.path("source", file.source);
        if (file.source.isEmpty())
            add(section.place, u"expected source"_s);
        const bool isSane = isScript ? !section.name.contains(u'/')
                                     : section.name.startsWith(u'/') && !section.name.split(u'/').contains(u".."_s);
        if (!isSane)
            add(section.place, isScript ? u"found a / in the name"_s : u"expected an absolute path as the name"_s);
        QString mode;
        reader.text("mode", mode);
        bool isOctal = true;
        if (reader.has("mode"))
            file.mode = mode.toUInt(&isOctal, 8);
        if (!isOctal || file.mode > 07777)
            add(reader.place("mode"), u"found \"%1\", expected an octal mode such as 0755"_s.arg(mode));
        (isScript ? m_config.scripts : m_config.files).append(file);
    }

    void digest(const SectionReader &reader, const char *key, const QString &text)
    {
        const QByteArray hex = text.toLatin1().toLower();
        if (hex.size() != 64 || QByteArray::fromHex(hex).toHex() != hex)
            add(reader.place(key), u"found \"%1\", expected 64 hexadecimal digits"_s.arg(text.left(80)));
    }

    TopConfigReport &m_report;
    TopConfig &m_config;
    Place m_kernelPlace;
    Place m_shellPlace;
};

} // namespace

const TopPackage *TopConfig::package(const QString &name) const
{
    const auto found =
        std::find_if(packages.begin(), packages.end(), [&name](const TopPackage &one) { return one.name == name; });
    return found == packages.end() ? nullptr : &*found;
}

QList<TopPackage> TopConfig::usedPackages() const
{
    QList<TopPackage> used;
    std::copy_if(packages.begin(), packages.end(), std::back_inserter(used), [this](const TopPackage &one) {
        return one.use && (isStatic || !one.onlyStatic) && (!one.onlyKernel || one.name == kernelPackage);
    });
    return used;
}

Result<TopConfigReport> loadTopConfig(const QString &path)
{
    const auto document = Document::load(path);
    if (!document)
        return fail(document.error());
    return readTopConfig(*document);
}

TopConfigReport readTopConfig(const Document &document)
{
    TopConfigReport report;
    report.config.path = document.path();
    report.config.rootPassword = shippedHash;
    report.config.isShippedPassword = true;
    report.mistakes = checkDocument(document, topConfigSchema());
    if (!report.mistakes.isEmpty())
        return report;
    Loader loader(report);
    for (const Section &section : document.sections())
        loader.section(section);
    loader.references();
    return report;
}

} // namespace cid
