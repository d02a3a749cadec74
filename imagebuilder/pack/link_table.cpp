// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/link_table.h"

#include "imagebuilder/pack/output_file.h"

#include <algorithm>
#include <limits>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

LinkTable::~LinkTable()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<LinkTable::First> LinkTable::keep(const QByteArray &path)
{
    if (m_file < 0) {
        const auto file = openNameless(m_folder);
        if (!file)
            return fail(file.error());
        m_file = *file;
    }
    const Status written = writeFully(m_file, path, m_folder);
    if (!written)
        return fail(written.error());
    const First first{m_end, static_cast<quint32>(path.size()), 0};
    m_end += path.size();
    return first;
}

Result<QByteArray> LinkTable::firstPath(quint64 device, quint64 inode, quint64 links, const QByteArray &path)
{
    const auto found = m_inodes.find({device, inode});
    if (found == m_inodes.end()) {
        auto first = keep(path);
        if (!first)
            return fail(first.error());
        first->left = static_cast<quint32>(std::min<quint64>(links - 1, std::numeric_limits<quint32>::max()));
        m_inodes.insert({device, inode}, *first);
        return QByteArray();
    }
    QByteArray result(static_cast<qsizetype>(found->size), Qt::Uninitialized);
    if (::pread(m_file, result.data(), found->size, found->offset) != static_cast<ssize_t>(found->size))
        return fail(errnoError("pack.write", m_folder));
    if (--found->left == 0)
        m_inodes.erase(found);
    return result;
}

} // namespace cid
