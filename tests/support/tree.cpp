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
    else: parts.append(sorted((k, os.getxattr(path, k, follow_symlinks=False)) for k in os.listxattr(path, follow_symlinks=False)))
    if stat.S_ISCHR(s.st_mode) or stat.S_ISBLK(s.st_mode): parts.append(s.st_rdev)
    if not stat.S_ISDIR(s.st_mode): parts += [s.st_nlink, links.setdefault(s.st_ino, name)]
    if stat.S_ISREG(s.st_mode):
        parts.append(flags(path))
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
