// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/flags_aside.h"

#include <linux/fs.h>
#include <sys/ioctl.h>

namespace cid {

namespace {

constexpr int stubborn = FS_IMMUTABLE_FL | FS_APPEND_FL;

} // namespace

FlagsAside::FlagsAside(int fd)
    : m_fd(fd)
{
    int flags = 0;
    if (fd < 0 || ::ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0 || (flags & stubborn) == 0)
        return;
    const int without = flags & ~stubborn;
    if (::ioctl(fd, FS_IOC_SETFLAGS, &without) == 0)
        m_taken = flags & stubborn;
}

FlagsAside::~FlagsAside()
{
    giveTo(m_fd);
}

void FlagsAside::giveTo(int fd) const
{
    int flags = 0;
    if (m_taken == 0 || fd < 0 || ::ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0)
        return;
    flags |= m_taken;
    ::ioctl(fd, FS_IOC_SETFLAGS, &flags);
}

} // namespace cid
