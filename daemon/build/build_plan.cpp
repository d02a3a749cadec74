// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_plan.h"

#include "daemon/build/build_place.h"
#include "daemon/build/limits.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> bad(const QString &text)
{
    return fail(makeError(ErrorKind::Invalid, "build.bad-request", text));
}

// The real path, so that a link inside a root leads nowhere else.
Result<QString> insideRoots(const QString &path, const QStringList &roots)
{
    if (path.size() > build::maxPath || !path.startsWith(u'/'))
        return bad(u"found the path \"%1\", expected an absolute one"_s.arg(path.left(80)));
    const QString real = QFileInfo(path).canonicalFilePath();
    if (real.isEmpty())
        return fail(makeError(ErrorKind::NotFound, "build.no-path", u"%1 does not exist on the server"_s.arg(path)));
    for (const QString &root : roots) {
        const QString realRoot = QFileInfo(root).canonicalFilePath();
        if (!realRoot.isEmpty() && (real == realRoot || real.startsWith(realRoot + u'/')))
            return real;
    }
    return fail(makeError(ErrorKind::Refused, "build.outside-roots",
                          roots.isEmpty() ? u"No folder is allowed: name some in roots, section [build] of cid.conf"_s
                                          : u"%1 is not below %2 (roots in section [build] of cid.conf)"_s.arg(
                                                path, roots.join(u", "_s))));
}

Result<QStringList> imageSource(const BuildRequest &request, const BuildConf &conf)
{
    if (request.source == ImageSource::Packages) {
        static const QRegularExpression suite(u"^[a-z][a-z0-9-]{1,30}$"_s);
        static const QRegularExpression package(u"^[a-z0-9][a-z0-9.+-]*$"_s);
        if (!suite.match(request.suite).hasMatch())
            return bad(u"found the release \"%1\", expected a name such as bookworm"_s.arg(request.suite.left(40)));
        if (request.packages.size() > build::maxPackages)
            return bad(
                u"found %1 packages, expected at most %2"_s.arg(request.packages.size()).arg(build::maxPackages));
        for (const QString &name : request.packages) {
            if (!package.match(name).hasMatch())
                return bad(u"found the package \"%1\", expected small letters, digits, . + and -"_s.arg(name.left(40)));
        }
        QString from = u"debian:"_s + request.suite;
        if (!request.packages.isEmpty())
            from += u':' + request.packages.join(u',');
        return QStringList{u"--from"_s, from};
    }
    const auto path = insideRoots(request.path, conf.roots);
    if (!path)
        return fail(path.error());
    if (!QFileInfo(*path).isDir())
        return bad(u"%1 is not a folder"_s.arg(request.path));
    if (request.source == ImageSource::Folder)
        return QStringList{u"--"_s, *path};
    if (path->contains(u':'))
        return bad(u"%1: the path of an OCI layout may not hold a colon"_s.arg(request.path));
    return QStringList{u"--from"_s, u"oci:"_s + *path};
}

Result<BuildPlan> planMkimg(const BuildRequest &request, const CidConf &conf, const QString &program)
{
    const QString name = request.image.toString();
    if (!ImageId::parse(name) || name.contains(u'/') || name.startsWith(u'-') || name.startsWith(u'.'))
        return bad(u"found the name \"%1\", expected NAME-VERSION-SUBVERSION"_s.arg(name.left(80)));
    if (QFileInfo::exists(conf.imageDir + u'/' + name + u".gz"_s)) {
        return fail(makeError(ErrorKind::Conflict, "image.exists",
                              u"%1 is in %2 already: give it another subversion"_s.arg(name, conf.imageDir)));
    }
    if (request.excludes.size() > build::maxExcludes)
        return bad(
            u"found %1 paths to leave out, expected at most %2"_s.arg(request.excludes.size()).arg(build::maxExcludes));
    BuildPlan plan{program, {u"--image"_s, name, u"--output"_s, conf.imageDir, u"--progress"_s}};
    for (const QString &path : request.excludes) {
        if (path.trimmed().isEmpty() || path.size() > build::maxPath || path.contains(u'\n') || path.contains(u'\0'))
            return bad(u"found an empty or endless path among those that are left out"_s);
        plan.arguments << u"--exclude="_s + path;
    }
    if (request.bootable)
        plan.arguments << u"--bootable"_s;
    const auto source = imageSource(request, conf.build);
    if (!source)
        return fail(source.error());
    if (source->first() != u"--")
        plan.arguments << u"--work"_s << conf.build.folder;
    plan.arguments += *source;
    return plan;
}

Status checkAcknowledged(const BuildRequest &request, const CidConf &conf)
{
    const BuildPlaceReply place = describePlace(conf);
    if (!place.problem.isEmpty())
        return bad(place.problem);
    for (const BuildWarning &warning : place.warnings) {
        if (!request.acknowledged.contains(warning.code))
            return fail(makeError(ErrorKind::Refused, "build.not-acknowledged", warning.text));
    }
    return {};
}

BuildPlan planStep(const QString &step, const CidConf &conf, const QString &program)
{
    return {program,
            {step, u"--config"_s, conf.topConfig, u"--source"_s, conf.build.blancmange, u"--lock"_s,
             conf.build.folder + u"/top_config.lock"_s, u"--cache"_s, blancmangeCache(conf.build), u"--output"_s,
             blancmangeOutput(conf.build)}};
}

QString quoted(const QString &word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    return plain.match(word).hasMatch() ? word : u'\'' + QString(word).replace(u'\'', "'\\''"_L1) + u'\'';
}

} // namespace

QString BuildPlan::command() const
{
    QStringList words{quoted(program)};
    for (const QString &argument : arguments)
        words << quoted(argument);
    return words.join(u' ');
}

QString blancmangeOutput(const BuildConf &conf)
{
    return conf.folder + u"/output"_s;
}

QString blancmangeCache(const BuildConf &conf)
{
    return conf.folder + u"/cache"_s;
}

Result<BuildPlan> planBuild(const BuildRequest &request, const CidConf &conf, const BuildPrograms &programs)
{
    if (request.kind == BuildKind::Mkimg)
        return planMkimg(request, conf, programs.mkimg);
    if (request.kind == BuildKind::BlancmangePublish)
        return BuildPlan{programs.self, {u"--publish"_s, blancmangeOutput(conf.build), u"--to"_s, conf.bootDir}};
    const Status status = checkAcknowledged(request, conf);
    if (!status)
        return fail(status.error());
    switch (request.kind) {
    case BuildKind::BlancmangeGet: {
        BuildPlan plan = planStep(u"get-packages"_s, conf, programs.blancmange);
        if (request.update)
            plan.arguments << u"--update"_s;
        return plan;
    }
    case BuildKind::BlancmangeBuild:
        return planStep(u"build-packages"_s, conf, programs.blancmange);
    default:
        return planStep(u"build-image"_s, conf, programs.blancmange);
    }
}

} // namespace cid
