// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/registry_source.h"

#include "imagebuilder/registry/registry_pull.h"
#include "imagebuilder/source/oci_source.h"

#include <QThread>

namespace cid {

using namespace Qt::StringLiterals;

RegistrySource::RegistrySource(ImageReference image, SourceTools tools)
    : m_image(std::move(image))
    , m_tools(std::move(tools))
{ }

// The pull lives on a thread with an event loop; the one that prepares waits for it, as sources may.
Status RegistrySource::pull(const QString &folder) const
{
    const QStringList files =
        m_tools.registry.authFile.isEmpty() ? authFiles() : QStringList(m_tools.registry.authFile);
    auto *work =
        new RegistryPull({m_image, m_tools.platform, m_tools.registry.mirrors, m_tools.registry.ca, files, folder},
                         m_tools.cancel, m_tools.say);
    QThread thread;
    Error ended = makeError(ErrorKind::Internal, "registry.failed", u"the thread that fetches did not run"_s);
    work->moveToThread(&thread);
    QObject::connect(&thread, &QThread::started, work, &RegistryPull::start);
    QObject::connect(work, &RegistryPull::finished, work, [&ended, &thread](const Error &error) {
        ended = error;
        thread.quit();
    });
    QObject::connect(&thread, &QThread::finished, work, &QObject::deleteLater);
    thread.start();
    thread.wait();
    return ended.text.isEmpty() ? Status() : fail(ended);
}

Result<QString> RegistrySource::prepare()
{
    const Status created = m_work.create(m_tools.workFolder);
    const auto folder = created ? m_work.makeInside(u"layout"_s) : fail(created.error());
    if (!folder)
        return folder;
    if (const Status pulled = pull(*folder); !pulled)
        return fail(withContext(pulled.error(), m_image.toString()));
    m_layout = std::make_unique<OciSource>(*folder, m_tools);
    return m_layout->prepare();
}

} // namespace cid
