// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/debian_source.h"

#include <QRegularExpression>
#include <QSysInfo>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours patience{2};

QString kernelPackage()
{
    static const QMap<QString, QString> names{{u"x86_64"_s, u"amd64"_s},
                                              {u"arm64"_s, u"arm64"_s},
                                              {u"i386"_s, u"686-pae"_s},
                                              {u"power64"_s, u"powerpc64le"_s},
                                              {u"riscv64"_s, u"riscv64"_s}};
    return u"linux-image-"_s + names.value(QSysInfo::currentCpuArchitecture(), u"amd64"_s);
}

} // namespace

Result<std::unique_ptr<ImageSource>> DebianSource::parse(const QString &text, const SourceTools &tools)
{
    // What is no name could be an option to mmdebstrap or apt.
    static const QRegularExpression suiteName(u"^[a-z][a-z0-9-]*\\z"_s);
    static const QRegularExpression packageName(u"^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?\\z"_s);
    const QString suite = text.section(u':', 0, 0);
    const QStringList packages = text.section(u':', 1).split(u',', Qt::SkipEmptyParts);
    if (!suiteName.match(suite).hasMatch()) {
        return fail(makeError(ErrorKind::Invalid, "source.bad-name",
                              u"found \"%1\", expected the name of a Debian release such as bookworm"_s.arg(suite)));
    }
    for (const QString &package : packages) {
        if (!packageName.match(package).hasMatch()) {
            return fail(makeError(ErrorKind::Invalid, "source.bad-name",
                                  u"found \"%1\", expected the name of a Debian package"_s.arg(package)));
        }
    }
    return std::make_unique<DebianSource>(suite, packages, tools);
}

DebianSource::DebianSource(QString suite, QStringList packages, SourceTools tools)
    : m_suite(std::move(suite))
    , m_packages(std::move(packages))
    , m_tools(std::move(tools))
{ }

QStringList DebianSource::arguments(const QString &root) const
{
    QStringList packages{kernelPackage(), u"initramfs-tools"_s, u"systemd-sysv"_s,    u"udev"_s,          u"kmod"_s,
                         u"iproute2"_s,   u"ifupdown"_s,        u"isc-dhcp-client"_s, u"openssh-server"_s};
    for (const QString &package : m_packages) {
        if (!packages.contains(package))
            packages.append(package);
    }
    return {
        u"--quiet"_s, u"--variant=minbase"_s, u"--format=directory"_s, u"--include="_s + packages.join(u','), m_suite,
        root};
}

Result<QString> DebianSource::prepare()
{
    const Status created = m_work.create(m_tools.workFolder);
    const auto root = created ? m_work.makeInside(u"root"_s) : fail(created.error());
    if (!root)
        return root;
    Command command;
    command.program = u"mmdebstrap"_s;
    command.arguments = arguments(*root);
    command.deadline = patience;
    command.cancel = m_tools.cancel;
    m_tools.say(command.toString());
    const auto done = runChecked(*m_tools.runner, command);
    if (!done && done.error().code == "process.not-found") {
        return fail(makeError(ErrorKind::NotFound, "source.no-mmdebstrap",
                              u"mmdebstrap is not installed: apt-get install mmdebstrap"_s));
    }
    return done ? root : fail(done.error());
}

} // namespace cid
