// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/oci_source.h"

#include "imagebuilder/source/apply_layer.h"
#include "imagebuilder/source/oci_layout.h"
#include "imagebuilder/unpack/unpacker.h"

#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

OciSource::OciSource(const QString &text, SourceTools tools)
    : m_path(text)
    , m_tools(std::move(tools))
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (!QFileInfo::exists(text) && colon > 0) {
        m_path = text.left(colon);
        m_tag = text.mid(colon + 1);
        // Docker's tags have a colon of their own.
        const qsizetype before = m_path.lastIndexOf(u':');
        if (!QFileInfo::exists(m_path) && before > 0) {
            m_tag = text.mid(before + 1);
            m_path = text.left(before);
        }
    }
}

Result<QString> OciSource::layoutFolder()
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return fail(makeError(ErrorKind::NotFound, "source.no-layout", u"There is no layout %1"_s.arg(m_path)));
    if (info.isDir())
        return info.absoluteFilePath();
    const auto folder = m_work.makeInside(u"layout"_s);
    if (!folder)
        return folder;
    UnpackOptions options;
    options.target = *folder;
    options.restoreOwners = false;
    options.allowDevices = false;
    options.cancelled = [cancel = m_tools.cancel] { return cancel.isCancelled(); };
    const auto unpacked = unpackTarball(info.absoluteFilePath(), options);
    return unpacked ? folder : fail(unpacked.error());
}

Result<QString> OciSource::prepare()
{
    const Status created = m_work.create(m_tools.workFolder);
    const auto root = created ? m_work.makeInside(u"root"_s) : fail(created.error());
    const auto folder = root ? layoutFolder() : root;
    if (!folder)
        return folder;
    const auto layout = OciLayout::open(*folder);
    if (!layout)
        return fail(layout.error());
    const auto layers = layout->layers(m_tag, m_tools.platform);
    if (!layers)
        return fail(withContext(layers.error(), m_path));
    for (const OciLayer &layer : *layers) {
        m_tools.say(u"unpacking layer %1"_s.arg(layer.name));
        const auto warnings =
            applyLayer(layer.path(), *root, [cancel = m_tools.cancel] { return cancel.isCancelled(); });
        if (!warnings)
            return fail(withContext(warnings.error(), u"layer %1"_s.arg(layer.name)));
        for (const QString &warning : *warnings)
            m_tools.say(warning);
    }
    return root;
}

} // namespace cid
