// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/tarball_source.h"

#include "imagebuilder/unpack/unpacker.h"

namespace cid {

using namespace Qt::StringLiterals;

TarballSource::TarballSource(QString path, SourceTools tools)
    : m_path(std::move(path))
    , m_tools(std::move(tools))
{ }

Result<QString> TarballSource::prepare()
{
    const Status created = m_work.create(m_tools.workFolder);
    const auto root = created ? m_work.makeInside(u"root"_s) : fail(created.error());
    if (!root)
        return root;
    m_tools.say(u"unpacking %1"_s.arg(m_path));
    UnpackOptions options;
    options.target = *root;
    options.cancelled = [cancel = m_tools.cancel] { return cancel.isCancelled(); };
    const auto unpacked = unpackTarball(m_path, options);
    if (!unpacked)
        return fail(unpacked.error());
    for (const QString &warning : unpacked->warnings)
        m_tools.say(warning);
    return root;
}

} // namespace cid
