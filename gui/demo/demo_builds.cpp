// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo/demo_builds.h"

#include "gui/demo/demo_files.h"

#include <QDir>
#include <QFile>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto script = R"sh(#!/bin/sh
# The demonstration's builds: words and pauses.
say() { echo "$*"; sleep %TICK%; }
output=
step=$1
while [ $# -gt 0 ]; do
    case $1 in --output | --publish) output=$2 ;; --to) to=$2 ;; esac
    shift
done
case $step in
get-packages)
    for name in busybox dropbear e2fsprogs kernel-cloud cidkid; do say "$name: in the cache"; done
    echo "5 packages in 1 s" ;;
build-packages)
    for name in busybox dropbear cidkid; do
        say "$name: configuring"; say "$name: compiling"; say "$name: installed"
    done
    echo "3 packages are built, in 9 s" ;;
build-image)
    say "modules: 14 with what they depend on"
    say "libraries: 31"
    say "compressing"
    mkdir -p "$output"
    echo initramfs > "$output/blancmange-initramfs.gz"; echo kernel > "$output/vmlinuz"
    echo "$output/blancmange-initramfs.gz" ;;
--publish)
    mkdir -p "$to"
    for name in vmlinuz blancmange-initramfs.gz; do cp "$output/$name" "$to/$name"; say "$to/$name"; done ;;
*)
    say "reading the tree"
    for share in 10 20 30 40 50 60 70 80 90; do say "$share %  $((share * 11)) MB"; done
    echo "the demonstration packs nothing" ;;
esac
)sh";

constexpr auto manifest = R"(blancmange-initramfs.gz 0000000000000000000000000000000000000000000000000000000000000000

package                unpacked     packed  files
kernel-cloud            31.2 MB    10.4 MB    214
cidkid                   8.2 MB     3.3 MB      1
grub                     5.1 MB     1.9 MB     11
e2fsprogs                2.4 MB     1.0 MB      6
dropbear                 1.3 MB     0.6 MB      2
busybox                  1.1 MB     0.5 MB      1
init                    21.0 kB     8.2 kB      9
all                     49.3 MB    17.7 MB    244
)";

} // namespace

Result<BuildPrograms> writeDemoPrograms(const QString &folder, double tick)
{
    const QString path = folder + u"/demo-build"_s;
    const Status written = writeDemoFile(path, QByteArray(script).replace("%TICK%", QByteArray::number(tick)));
    if (!written)
        return fail(written.error());
    if (!QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(makeError(ErrorKind::Io, "demo.write", u"%1: its mode cannot be set"_s.arg(path)));
    return BuildPrograms{path, path, path};
}

Status writeDemoOutput(const BuildConf &conf)
{
    const QString output = blancmangeOutput(conf);
    if (!QDir().mkpath(output))
        return fail(makeError(ErrorKind::Io, "demo.write", u"%1 cannot be made"_s.arg(output)));
    Status status = writeDemoFile(output + u"/manifest"_s, manifest);
    for (const QString &name : {u"/vmlinuz"_s, u"/blancmange-initramfs.gz"_s}) {
        if (status)
            status = writeDemoFile(output + name, "of the demonstration\n");
    }
    return status;
}

} // namespace cid
