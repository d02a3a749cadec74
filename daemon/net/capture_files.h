// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/capture_messages.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/output_file.h"

#include <QMutex>

namespace cid {

/// What has come of a captured image so far. Its bytes lie under hidden names in a folder of their own until all is
/// there and right; what is not finished is removed with it. Parts may come on any thread: a node may have several data
/// connections, honest or not.
class CaptureFiles
{
public:
    /// \a folder is that of the image's name.
    CaptureFiles(ImageId image, QString folder)
        : m_image(std::move(image))
        , m_folder(std::move(folder))
    { }

    /// The next bytes of a file. Invalid "capture.disorder", Refused "capture.too-large", Io "pack.write". After the
    /// manifest's last part the image is whole and opened: finished() has it.
    [[nodiscard]] Status take(const CapturePart &part);
    [[nodiscard]] std::shared_ptr<ImageFile> finished() const;
    /// From here on take() refuses. False, and nothing changes, while a part is being taken: the image may be whole
    /// after it. Does not wait.
    [[nodiscard]] bool abandon();

    /// Removes what an earlier cidd, which was killed, left in an image's folder.
    static void clear(const QString &folder);

private:
    [[nodiscard]] bool beginTaking();
    void endTaking();
    [[nodiscard]] Status takeNext(const CapturePart &part);
    [[nodiscard]] Status append(const CapturePart &part);
    [[nodiscard]] Status finish();
    [[nodiscard]] Status check(const Manifest &manifest) const;

    const ImageId m_image;
    const QString m_folder;
    QMutex m_useMutex; ///< of the next two; never held for long
    int m_takers = 0;
    bool m_isAbandoned = false;
    mutable QMutex m_mutex; ///< of all that follows
    OutputFile m_imageFile;
    QByteArray m_software;
    QByteArray m_manifest;
    CaptureFile m_current = CaptureFile::Image;
    ByteCount m_offset = 0;
    ByteCount m_imageSize = 0;
    bool m_isOpen = false;
    std::shared_ptr<ImageFile> m_finished;
};

} // namespace cid
