// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tree.h"

#include <QFile>
#include <QProcess>

namespace cid::test {

using namespace Qt::StringLiterals;

Shell shell(const QByteArray &script, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"/bin/bash"_s, {u"-euc"_s, QString::fromLocal8Bit(script)});
    if (!process.waitForFinished(110'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Shell makeRichTree(const QString &folder)
{
    return shell(R"SH(
mkdir -p usr/bin etc "with space" deep empty
printf 'hello\n' > etc/hostname
ln etc/hostname etc/hard; ln etc/hard usr/again
ln -s ../etc/hostname usr/link; ln -s /nowhere usr/dangling
head -c 700000 /dev/urandom > usr/bin/large
head -c 262144 /dev/urandom > usr/bin/exact
: > empty/file
printf x > "$(printf 'new\nline')"; printf y > "with space/$(printf 'caf\303\251')"; printf z > "$(printf 'latin\351')"
mkdir letters; printf 1 > "letters/$(printf 'caf\303\251')"; printf 2 > "letters/$(printf 'cafe\314\201')"
ln "letters/$(printf 'cafe\314\201')" "letters/$(printf 'e\314\201tage')"; ln -s "$(printf 'cafe\314\201')" "letters/$(printf 'li\314\201nk')"
printf 3 > "letters/$(printf '\342\204\253ngstr\303\266m')"
truncate -s 100M usr/sparse; printf end >> usr/sparse
truncate -s 9G usr/huge
mkfifo etc/fifo
d=deep; for i in $(seq 12); do d=$d/a-folder-with-a-rather-long-name-$i; done; mkdir -p "$d"; printf deep > "$d/file"
chmod 4755 usr/bin/large; chmod 1777 empty; chmod 0500 etc/hard
setfattr -n user.b -v two etc/hostname; setfattr -n user.a -v "$(printf 'o\nne')" etc/hostname; setfattr -n user.dir -v x empty
if [ "$(id -u)" = 0 ]; then
  mknod etc/null c 1 3; mknod etc/disk b 8 17
  chown 12345:54321 etc/hostname; chown -h 7:8 usr/link; chown 0:4294967290 usr/bin/exact
  setcap cap_net_raw+ep usr/bin/exact
  setfattr -h -n trusted.note -v link usr/link 2>/dev/null || true
  setfacl -m u:1234:rw,g:77:r etc/null 2>/dev/null || true
fi
setfacl -m u:1234:rx,g:4321:r usr/bin/large; setfacl -d -m u:99:rwx empty
touch -d '2001-02-03 04:05:06.123456789' etc/hostname; touch -h -d '1999-12-31 23:59:59.999999999' usr/link
touch -d '1960-01-01 00:00:00.5' usr/bin/exact
touch -d '2010-01-01 01:01:01.000000001' usr etc .
# Immutable files need root and a file system that knows them.
cp etc/hostname etc/fixed; touch -d '2010-01-01 01:01:01.000000001' etc; chattr +i etc/fixed 2>/dev/null || true
chattr +d . empty 2>/dev/null || true
)SH",
                 folder);
}

QByteArrayList describeTree(const QString &folder, bool withOwners)
{
    // Another language than ours, so that one mistake is not made twice.
    static const QByteArray script = R"PY(
import os, sys, stat, hashlib, fcntl, array
root = os.fsencode(sys.argv[1]); owners = sys.argv[2] == "1"
links = {}
def flags(path):
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError: return 0
    try:
        a = array.array('l', [0]); fcntl.ioctl(fd, 0x80086601, a); return a[0] & 0x70
    except OSError: return 0
    finally: os.close(fd)
def line(path, name):
    s = os.lstat(path)
    parts = [name, oct(s.st_mode), s.st_mtime_ns, s.st_size if stat.S_ISREG(s.st_mode) else 0]
    if owners: parts += [s.st_uid, s.st_gid]
    if stat.S_ISLNK(s.st_mode): parts.append(os.readlink(path))
    parts.append(sorted((k, os.getxattr(path, k, follow_symlinks=False)) for k in os.listxattr(path, follow_symlinks=False)))
    if stat.S_ISCHR(s.st_mode) or stat.S_ISBLK(s.st_mode): parts.append(s.st_rdev)
    if not stat.S_ISDIR(s.st_mode): parts += [s.st_nlink, links.setdefault(s.st_ino, name)]
    if stat.S_ISREG(s.st_mode) or stat.S_ISDIR(s.st_mode): parts.append(flags(path))
    if stat.S_ISREG(s.st_mode):
        if s.st_size > 1 << 28: parts.append(('sparse', s.st_blocks < 1000))
        else: parts += [hashlib.sha256(open(path,'rb').read()).hexdigest(), ('sparse', s.st_blocks * 512 < s.st_size // 2)]
    print(repr(parts))
def walk(path, name):
    line(path, name)
    if stat.S_ISDIR(os.lstat(path).st_mode):
        for child in sorted(os.listdir(path)): walk(path + b'/' + child, name + b'/' + child)
walk(root, b'')
)PY";
    QProcess process;
    process.start(u"/usr/bin/python3"_s, {u"-c"_s, QString::fromUtf8(script), folder, withOwners ? u"1"_s : u"0"_s});
    if (!process.waitForFinished(110'000) || process.exitCode() != 0)
        return {"python failed: " + process.readAllStandardError()};
    return process.readAllStandardOutput().trimmed().split('\n');
}

} // namespace cid::test
