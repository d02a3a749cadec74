// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/image_source.h"

#include "imagebuilder/source/debian_source.h"
#include "imagebuilder/source/folder_source.h"
#include "imagebuilder/source/oci_source.h"
#include "imagebuilder/source/registry_source.h"
#include "imagebuilder/source/tarball_source.h"

#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<ImageSource>> openSource(const QString &what, const SourceTools &tools)
{
    const QString kind = what.section(u':', 0, 0);
    const QString rest = what.section(u':', 1);
    const bool isKnown = QStringList{u"debian"_s, u"dir"_s, u"tar"_s, u"oci"_s, u"docker"_s}.contains(kind);
    if (!isKnown || rest.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "source.bad-name",
                              u"found \"%1\", expected debian:SUITE[:PACKAGE,...], dir:FOLDER, tar:FILE, "
                              "oci:LAYOUT[:TAG] or docker://HOST/NAME[:TAG]"_s.arg(what)));
    }
    if (kind == u"dir"_s)
        return std::make_unique<FolderSource>(rest);
    if (::geteuid() != 0) {
        return fail(makeError(ErrorKind::Refused, "source.not-root",
                              u"%1 has to be unpacked by root: owners and devices would be lost"_s.arg(what)));
    }
    if (kind == u"docker"_s) {
        auto image = parseImageReference(rest);
        if (!image)
            return fail(image.error());
        return std::make_unique<RegistrySource>(std::move(*image), tools);
    }
    if (kind == u"debian"_s)
        return DebianSource::parse(rest, tools);
    if (kind == u"tar"_s)
        return std::make_unique<TarballSource>(rest, tools);
    return std::make_unique<OciSource>(rest, tools);
}

} // namespace cid
