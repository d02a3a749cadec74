// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/platform.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

#include <sys/utsname.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// uname -m's words, and what OCI calls them.
Platform fromMachine(const QString &machine)
{
    static const QMap<QString, Platform> names{
        {u"x86_64"_s, {u"linux"_s, u"amd64"_s, {}}},    {u"aarch64"_s, {u"linux"_s, u"arm64"_s, {}}},
        {u"i386"_s, {u"linux"_s, u"386"_s, {}}},        {u"i686"_s, {u"linux"_s, u"386"_s, {}}},
        {u"armv7l"_s, {u"linux"_s, u"arm"_s, u"v7"_s}}, {u"armv6l"_s, {u"linux"_s, u"arm"_s, u"v6"_s}}};
    return names.value(machine, {u"linux"_s, machine, {}});
}

/// The variant that an architecture has where nobody names one.
QString plainVariant(const QString &architecture)
{
    return architecture == "amd64"_L1 ? u"v1"_s : architecture == "arm64"_L1 ? u"v8"_s : QString();
}

Platform platformOf(const QJsonValue &value)
{
    Platform platform{value[u"os"_s].toString(), value[u"architecture"_s].toString(), value[u"variant"_s].toString()};
    if (platform.variant == plainVariant(platform.architecture))
        platform.variant.clear();
    return platform;
}

bool isAttestation(const QJsonValue &manifest)
{
    return manifest[u"annotations"_s][u"vnd.docker.reference.type"_s].isString()
        || manifest[u"platform"_s][u"os"_s].toString() == "unknown"_L1;
}

bool isSilent(const Platform &platform)
{
    return platform.os.isEmpty() && platform.architecture.isEmpty();
}

/// How well it fits; 0: not at all.
int fitOf(const Platform &platform, const Platform &wanted)
{
    const bool isMachine =
        platform.architecture == wanted.architecture && (platform.os == wanted.os || platform.os.isEmpty());
    if (!isMachine)
        return 0;
    if (platform.variant == wanted.variant)
        return 3;
    // A 32-bit ARM runs what was made for an older one; nothing else is known to run another variant's.
    if (platform.architecture == "arm"_L1 && !platform.variant.isEmpty() && platform.variant < wanted.variant)
        return 2;
    return platform.variant.isEmpty() ? 1 : 0;
}

QString listed(const QJsonArray &manifests)
{
    QStringList names;
    for (const QJsonValue &one : manifests) {
        const Platform platform = platformOf(one[u"platform"_s]);
        names.append(isSilent(platform) ? u"one that names no platform"_s : platform.toString());
    }
    names.removeDuplicates();
    return names.join(u", "_s);
}

Error noImage(const Platform &wanted, const QString &what)
{
    return makeError(ErrorKind::NotFound, "oci.no-image",
                     u"there is no image for %1; there is: %2"_s.arg(wanted.toString(), what.left(500)));
}

} // namespace

QString Platform::toString() const
{
    return os + u'/' + architecture + (variant.isEmpty() ? QString() : u'/' + variant);
}

Result<Platform> parsePlatform(const QString &text)
{
    const QStringList parts = text.split(u'/');
    const bool isWhole = std::none_of(parts.begin(), parts.end(), [](const QString &part) { return part.isEmpty(); });
    if (!isWhole || parts.size() > 3) {
        return fail(
            makeError(ErrorKind::Invalid, "platform.bad",
                      u"found \"%1\", expected OS/ARCHITECTURE[/VARIANT] such as linux/amd64 or linux/arm/v7"_s.arg(
                          text.left(100))));
    }
    if (parts.size() == 1)
        return fromMachine(text);
    Platform platform{parts[0], parts[1], parts.value(2)};
    if (platform.variant == plainVariant(platform.architecture))
        platform.variant.clear();
    return platform;
}

Platform ownPlatform()
{
    utsname names = {};
    return ::uname(&names) == 0 ? fromMachine(QString::fromLatin1(names.machine)) : Platform();
}

Result<QJsonValue> choosePlatform(const QJsonArray &manifests, const Platform &wanted)
{
    QJsonArray images;
    QStringList digests;
    for (const QJsonValue &one : manifests) {
        const QString digest = one[u"digest"_s].toString();
        if (digest.isEmpty() || isAttestation(one) || digests.contains(digest))
            continue;
        digests.append(digest);
        images.append(one);
    }
    if (images.size() == 1 && isSilent(platformOf(images[0][u"platform"_s])))
        return images[0];
    int best = 0;
    int count = 0;
    QJsonValue chosen;
    for (const QJsonValue &one : std::as_const(images)) {
        const int fit = fitOf(platformOf(one[u"platform"_s]), wanted);
        count = fit > best ? 1 : count + (fit == best ? 1 : 0);
        if (fit > best)
            chosen = one;
        best = std::max(best, fit);
    }
    if (best == 0)
        return fail(noImage(wanted, images.isEmpty() ? u"nothing"_s : listed(images)));
    if (count > 1)
        return fail(noImage(wanted, u"%1 of them, which differ: name one by its tag or digest"_s.arg(count)));
    return chosen;
}

Status checkPlatform(const QJsonValue &configuration, const Platform &wanted)
{
    const Platform platform = platformOf(configuration);
    if (isSilent(platform) || platform.architecture.isEmpty() || fitOf(platform, wanted) > 0)
        return {};
    return fail(noImage(wanted, platform.toString()));
}

} // namespace cid
