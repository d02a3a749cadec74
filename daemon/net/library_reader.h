// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/image_library.h"

#include <QObject>
#include <QThreadPool>

namespace cid {

/// Reads the manifests of the catalogue's images on a thread of its own while the server goes on, and hands over all of
/// them in one turn of the event loop. Lives on the main thread, as \a library does, which outlives it.
class LibraryReader : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(ImageLibrary)>;

    explicit LibraryReader(const ImageLibrary &library, ImageLibrary::Open open = &ImageFile::open,
                           QObject *parent = nullptr);
    ~LibraryReader() override;

    /// \a take gets what lies in the folders, and is the one who puts it in the library's place. Where the library was
    /// changed meanwhile, by an image that was added or captured, the folders are looked at once more before.
    void read(const LibrarySettings &settings, const Take &take);
    /// The same at once, on this thread: for a start, when nobody waits yet.
    [[nodiscard]] ImageLibrary readNow(const LibrarySettings &settings) const;

private:
    void scan(const LibrarySettings &settings, const ImageLibrary &before, const Take &take);

    const ImageLibrary &m_library;
    const ImageLibrary::Open m_open;
    QThreadPool m_thread;
};

} // namespace cid
