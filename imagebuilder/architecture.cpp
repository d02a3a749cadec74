// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/architecture.h"

#include <QtEndian>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Mach-O: magic(4) and the machine(4), in the machine's own order.
QString machArchitecture(QByteArrayView head)
{
    static constexpr std::array names{std::pair{18U, "ppc"_L1}, std::pair{0x01000012U, "ppc64"_L1},
                                      std::pair{7U, "i686"_L1}, std::pair{0x01000007U, "x86_64"_L1},
                                      std::pair{0x0100000cU, "aarch64"_L1}};
    const auto magic = qFromBigEndian<quint32>(head.data());
    const bool isBig = magic == 0xfeedface || magic == 0xfeedfacf;
    const bool isLittle = magic == 0xcefaedfe || magic == 0xcffaedfe;
    const auto machine = isBig ? qFromBigEndian<quint32>(head.data() + 4) : qFromLittleEndian<quint32>(head.data() + 4);
    for (const auto &[number, name] : names) {
        if ((isBig || isLittle) && number == machine)
            return name;
    }
    return {};
}

} // namespace

QString programArchitecture(QByteArrayView head)
{
    static constexpr std::array names{std::pair{62, "x86_64"_L1},   std::pair{183, "aarch64"_L1},
                                      std::pair{3, "i686"_L1},      std::pair{40, "armv7l"_L1},
                                      std::pair{20, "ppc"_L1},      std::pair{21, "ppc64le"_L1},
                                      std::pair{243, "riscv64"_L1}, std::pair{22, "s390x"_L1}};
    if (head.size() < programHeadSize)
        return {};
    if (!head.startsWith(QByteArrayView("\177ELF")))
        return machArchitecture(head);
    const bool isBig = head[5] == 2;
    const int machine =
        isBig ? qFromBigEndian<quint16>(head.data() + 18) : qFromLittleEndian<quint16>(head.data() + 18);
    for (const auto &[number, name] : names) {
        if (number == machine)
            return machine == 21 && isBig ? u"ppc64"_s : QString(name);
    }
    return {};
}

QString architectureOf(int root)
{
    for (const char *program : architecturePrograms) {
        open_how how = {};
        how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
        how.resolve = RESOLVE_IN_ROOT;
        const int file = static_cast<int>(::syscall(SYS_openat2, root, program, &how, sizeof(how)));
        if (file < 0)
            continue;
        std::array<char, programHeadSize> head{};
        const bool isRead = ::pread(file, head.data(), head.size(), 0) == static_cast<ssize_t>(head.size());
        ::close(file);
        const QString name = isRead ? programArchitecture(QByteArrayView(head.data(), programHeadSize)) : QString();
        if (!name.isEmpty())
            return name;
    }
    return {};
}

} // namespace cid
