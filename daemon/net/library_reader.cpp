// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/library_reader.h"

#include "common/system/pool_task.h"

namespace cid {

LibraryReader::LibraryReader(const ImageLibrary &library, ImageLibrary::Open open, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_open(std::move(open))
{
    m_thread.setMaxThreadCount(1);
}

LibraryReader::~LibraryReader()
{
    m_thread.clear();
    m_thread.waitForDone();
}

ImageLibrary LibraryReader::readNow(const LibrarySettings &settings) const
{
    return ImageLibrary::scan(settings, m_library, m_open);
}

void LibraryReader::read(const LibrarySettings &settings, const Take &take)
{
    scan(settings, m_library, take);
}

void LibraryReader::scan(const LibrarySettings &settings, const ImageLibrary &before, const Take &take)
{
    startOnPool(m_thread, [this, settings, before, take, begun = m_library.changes()] {
        auto found = std::make_shared<ImageLibrary>(ImageLibrary::scan(settings, before, m_open));
        QMetaObject::invokeMethod(
            this,
            [this, settings, take, begun, found] {
                if (m_library.changes() == begun)
                    take(std::move(*found));
                else
                    scan(settings, *found, take);
            },
            Qt::QueuedConnection);
    });
}

} // namespace cid
