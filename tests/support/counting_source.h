// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "imagebuilder/image_file.h"

#include <QList>

#include <memory>

namespace cid::test {

/// Chunks of a file; counts what was asked for, and breaks off after some.
class CountingSource final : public ChunkSource
{
public:
    explicit CountingSource(std::shared_ptr<ImageFile> image, bool canChoose = true)
        : m_image(std::move(image))
        , m_canChoose(canChoose)
    { }
    Result<QByteArray> next() override
    {
        if (breakAfter >= 0 && given >= breakAfter)
            return fail(makeError(ErrorKind::Unavailable, "test.cut", QStringLiteral("the connection broke")));
        ++given;
        if (m_wanted.isEmpty())
            return m_image->chunk(m_next++);
        return m_image->chunk(m_wanted.takeFirst());
    }
    bool want(qint64 first, qint64 count) override
    {
        for (qint64 i = first; m_canChoose && i < first + count; ++i)
            m_wanted.append(i);
        return m_canChoose;
    }
    qint64 given = 0;
    qint64 breakAfter = -1;

private:
    std::shared_ptr<ImageFile> m_image;
    bool m_canChoose;
    qint64 m_next = 0;
    QList<qint64> m_wanted;
};

} // namespace cid::test
