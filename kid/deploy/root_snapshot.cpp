// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/root_snapshot.h"

#include "common/system/temporary_folder.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>

#include <cstring>
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/magic.h>
#include <memory>
#include <optional>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace cid {

namespace {

constexpr ino_t subvolumeInode = 256; // BTRFS_FIRST_FREE_OBJECTID: what the root of each subvolume has
constexpr unsigned long xfsMagic = 0x58465342;
constexpr std::chrono::milliseconds lvmPatience = 2min; // It waits for what is being written.

QByteArray subvolumeName()
{
    return QByteArray(".") + RootSnapshot::label;
}

/// Of the subvolume that a folder is the root of.
std::optional<btrfs_ioctl_get_subvol_info_args> subvolumeOf(int folder)
{
    btrfs_ioctl_get_subvol_info_args facts{};
    if (::ioctl(folder, BTRFS_IOC_GET_SUBVOL_INFO, &facts) < 0) // Some kernels answer with 1.
        return std::nullopt;
    return facts;
}

/// Fine where there is none. One with our name that is no snapshot of this root is somebody else's and stays.
Status removeSubvolume(int root)
{
    btrfs_ioctl_vol_args which{};
    const QByteArray name = subvolumeName();
    const UniqueFd old(::openat(root, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!old.isValid() && errno == ENOENT)
        return {};
    const auto own = subvolumeOf(root);
    const auto left = subvolumeOf(old.get());
    if (!own || !left || std::memcmp(left->parent_uuid, own->uuid, sizeof(own->uuid)) != 0)
        return fail(makeError(ErrorKind::Conflict, "capture.snapshot",
                              u"%1 lies in the way and is no snapshot of this root"_s.arg(QString::fromUtf8(name))));
    std::memcpy(which.name, name.constData(), static_cast<size_t>(name.size()));
    if (::ioctl(root, BTRFS_IOC_SNAP_DESTROY, &which) != 0)
        return fail(
            errnoError("capture.snapshot", u"cannot remove the btrfs snapshot %1"_s.arg(QString::fromUtf8(name))));
    return {};
}

Error noneHere()
{
    return makeError(ErrorKind::NotFound, "capture.no-snapshot", u"its storage makes none"_s);
}

} // namespace

RootSnapshot::RootSnapshot(const QString &root, ProcessRunner &runner)
    : m_runner(runner)
    , m_root(root)
    , m_path(root)
{
    struct statfs system{};
    struct stat folder{};
    const QByteArray name = QFile::encodeName(root);
    Status taken = fail(noneHere());
    if (::statfs(name.constData(), &system) == 0 && ::stat(name.constData(), &folder) == 0) {
        const bool isBtrfs = static_cast<unsigned long>(system.f_type) == BTRFS_SUPER_MAGIC;
        taken = isBtrfs && folder.st_ino == subvolumeInode ? takeBtrfs() : takeLvm();
    }
    if (taken)
        return;
    m_description = u"no snapshot, packed while it lives: %1"_s.arg(taken.error().text);
    // Without root's rights the folder as it is; the walk leaves alone what is mounted in it.
    static_cast<void>(see(m_root));
}

RootSnapshot::~RootSnapshot()
{
    m_tree.reset();
    if (m_remove)
        m_remove();
}

Status RootSnapshot::see(const QString &folder)
{
    m_tree.reset(::open_tree(AT_FDCWD, QFile::encodeName(folder).constData(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    if (!m_tree.isValid())
        return fail(errnoError("capture.snapshot", u"cannot look at %1 by itself"_s.arg(folder)));
    m_path = u"/proc/self/fd/%1"_s.arg(m_tree.get());
    return {};
}

Status RootSnapshot::takeBtrfs()
{
    UniqueFd root(::open(QFile::encodeName(m_root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.isValid())
        return fail(errnoError("capture.snapshot", u"cannot open %1"_s.arg(m_root)));
    if (Status status = removeSubvolume(root.get()); !status)
        return status;
    btrfs_ioctl_vol_args_v2 order{};
    order.fd = root.get();
    order.flags = BTRFS_SUBVOL_RDONLY;
    const QByteArray name = subvolumeName();
    std::memcpy(order.name, name.constData(), static_cast<size_t>(name.size()));
    if (::ioctl(root.get(), BTRFS_IOC_SNAP_CREATE_V2, &order) != 0)
        return fail(errnoError("capture.snapshot", u"btrfs makes no snapshot of %1"_s.arg(m_root)));
    m_remove = [held = std::make_shared<UniqueFd>(std::move(root))] {
        static_cast<void>(removeSubvolume(held->get()));
    };
    if (Status status = see(m_root + u'/' + QString::fromUtf8(name)); !status)
        return status;
    m_description = u"a btrfs snapshot"_s;
    return {};
}

Result<QByteArray> RootSnapshot::call(const QString &program, const QStringList &arguments) const
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.deadline = lvmPatience;
    return runChecked(m_runner, command);
}

Status RootSnapshot::takeLvm()
{
    struct statx folder{};
    // A folder somewhere in a volume is not the volume.
    if (::statx(AT_FDCWD, QFile::encodeName(m_root).constData(), 0, STATX_BASIC_STATS, &folder) != 0
        || (folder.stx_attributes & STATX_ATTR_MOUNT_ROOT) == 0)
        return fail(noneHere());
    const QString device = u"/sys/dev/block/%1:%2/dm/"_s.arg(folder.stx_dev_major).arg(folder.stx_dev_minor);
    QFile uuid(device + u"uuid"_s);
    QFile name(device + u"name"_s);
    if (!uuid.open(QIODevice::ReadOnly) || !uuid.readAll().startsWith("LVM-") || !name.open(QIODevice::ReadOnly))
        return fail(noneHere());
    const QString path = u"/dev/mapper/"_s + QString::fromUtf8(name.readAll().trimmed());
    const Result<QByteArray> found =
        call(u"lvs"_s, {u"--noheadings"_s, u"--separator"_s, u"/"_s, u"-o"_s, u"vg_name,lv_name,segtype"_s, path});
    if (!found)
        return fail(found.error());
    const QStringList words = QString::fromUtf8(found->trimmed()).split(u'/');
    if (words.size() != 3)
        return fail(makeError(ErrorKind::Invalid, "capture.snapshot", u"lvs says nothing of %1"_s.arg(path)));
    const QString own = QLatin1StringView(RootSnapshot::label);
    const QString volume = words[0] + u'/' + own;
    // Left behind, perhaps. One with our name that is no snapshot of this root is somebody else's, and in the way.
    const auto origin = call(u"lvs"_s, {u"--noheadings"_s, u"-o"_s, u"origin"_s, volume});
    if (origin && QString::fromUtf8(origin->trimmed()) == words[1])
        static_cast<void>(call(u"lvremove"_s, {u"--yes"_s, volume}));
    QStringList arguments{u"--snapshot"_s, u"--yes"_s, u"--name"_s, own};
    arguments += words[2] == u"thin"_s ? QStringList{u"--setactivationskip"_s, u"n"_s}
                                       : QStringList{u"--extents"_s, u"80%FREE"_s};
    if (const auto made = call(u"lvcreate"_s, arguments + QStringList{words[0] + u'/' + words[1]}); !made)
        return fail(made.error());
    m_remove = [this, volume] { static_cast<void>(call(u"lvremove"_s, {u"--yes"_s, volume})); };
    if (Status status = mountVolume(u"/dev/"_s + volume); !status)
        return status;
    struct stat seen{};
    if (::stat(QFile::encodeName(m_path).constData(), &seen) != 0 || seen.st_ino != folder.stx_ino)
        return fail(
            makeError(ErrorKind::NotFound, "capture.no-snapshot", u"it is a folder of its volume, not all of it"_s));
    m_description = u"an LVM snapshot"_s;
    return {};
}

// Mounted where nobody looks and taken away at once: the descriptor holds it, and nothing is left however this ends.
Status RootSnapshot::mountVolume(const QString &device)
{
    const QTemporaryDir place(temporaryFolder() + u"/cid-capture-XXXXXX"_s);
    if (!place.isValid())
        return fail(makeError(ErrorKind::Io, "capture.snapshot", u"no place for a mount: "_s + place.errorString()));
    struct statfs system{};
    const bool isXfs = ::statfs(QFile::encodeName(m_root).constData(), &system) == 0
        && static_cast<unsigned long>(system.f_type) == xfsMagic;
    // XFS takes no second file system with an identity that is mounted.
    const QString options = isXfs ? u"ro,nouuid"_s : u"ro"_s;
    if (const auto mounted = call(u"mount"_s, {u"-o"_s, options, device, place.path()}); !mounted)
        return fail(mounted.error());
    const auto unmount = qScopeGuard([this, &place] { static_cast<void>(call(u"umount"_s, {place.path()})); });
    return see(place.path());
}

} // namespace cid
