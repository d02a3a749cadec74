# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine's kernel may lack: LVM's snapshots, disks that fail, a Mac's file system. Tests of this build run in a
virtual machine with Debian's kernel, on this machine's files, which it can only read."""
import os
import re
from pathlib import Path

from tests.vm import small_system
from tests.vm.lab_case import LabCase
from tools.lab import artefacts
from tools.lab.processes import run

MODULES = ["netfs", "fscache", "9pnet", "9pnet_virtio", "9p"]

START = """
mkdir /host
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=262144,cache=loose host /host
for place in run mnt; do mount -t tmpfs none /host/$place; done
mount -t proc proc /host/proc
mount -t sysfs sysfs /host/sys
mount -t devtmpfs dev /host/dev
mkdir -p /host/run/tmp
chroot /host /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TMPDIR=/run/tmp /bin/bash GUEST
echo "guest: end"
while :; do sleep 1; done
"""

GUEST = r"""
cd /run/tmp
for module in loop dm-mod dm-snapshot ext4 xfs btrfs hfsplus nls_utf8; do modprobe -d KERNEL $module || echo "guest: no $module"; done

echo; echo "guest: snapshots"
BUILD/tests/integration/kid/kid_root_snapshot_test

echo "guest: a disk that fails"
truncate -s 24M disk; mkfs.ext4 -q -F -O ^has_journal disk; loop=$(losetup -f --show disk); mkdir -p bad out
mount $loop bad; printf early >bad/early; head -c 16000000 /dev/urandom >bad/large; umount bad
export DM_DISABLE_UDEV=1
dmsetup create failing <<TABLE
0 24576 linear $loop 0
24576 8192 error
32768 16384 linear $loop 32768
TABLE
mount -o ro /dev/mapper/failing bad
pack="BUILD/imagebuilder/mkimg.linux --quiet --image bad-1-1 --output out"
$pack bad; echo "guest: refused with $?, $(ls out | wc -l) files"
$pack --keep-going bad; echo "guest: went on with $?, $(ls out/*.gz | wc -l) image"
umount bad; dmsetup remove failing; losetup -d $loop

echo "guest: a volume of a Mac"
mkdir -p mac back; mount -t hfsplus -o ro,loop,nls=utf8 FOLDER/mac.hfs mac && ls mac
BUILD/imagebuilder/mkimg.darwin --image mac-1-1 --output out mac; echo "guest: mkimg.darwin ended with $?"
tar xpf out/mac-1-1.gz -C back; find back -name '._*'
python3 -B FOLDER/finder_info.py back
diff -r FOLDER/mac back --exclude='._*' && echo "guest: every file is as it was"
umount mac
"""

# AppleDouble (RFC 1740): magic and version, 16 bytes, the number of entries, and of each its id, offset and length; 9 is
# the Finder's information, which begins with type and creator.
FINDER_INFO = r"""
import struct, sys
head = open(sys.argv[1] + "/._letter.txt", "rb").read()
magic, count = struct.unpack(">I20xH", head[:26])
assert magic == 0x00051607
entries = [struct.unpack(">III", head[26 + 12 * n:38 + 12 * n]) for n in range(count)]
print("guest: finder", *(head[at:at + 8].decode() for kind, at, _ in entries if kind == 9))
"""


class KernelTest(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kernel = artefacts.full_kernel()
        cls._make_volume()
        guest = cls.folder / "guest.sh"
        guest.write_text(GUEST.replace("BUILD", os.environ["NOTP_BUILD"]).replace("KERNEL", str(kernel))
                         .replace("FOLDER", str(cls.folder)))
        initrd = small_system.make(kernel, cls.folder, START.replace("GUEST", str(guest)), MODULES)
        cls.guest = cls.machine(1, memory=1024, kernel=sorted(kernel.glob("boot/vmlinuz-*"))[-1], initrd=initrd,
                                append="console=ttyS0 quiet no_timer_check panic=-1", shares_host=True)
        cls.guest.power_on()
        cls.guest.console.wait("guest: end", 400)
        cls.guest.power_off()
        said = Path(cls.guest.console.path).read_text(errors="replace").replace("\r", "")
        cls.said = dict(zip(*[iter(re.split(r"^guest: (snapshots|a disk that fails|a volume of a Mac)$", said,
                                            flags=re.MULTILINE)[1:])] * 2))

    @classmethod
    def _make_volume(cls):
        mac = cls.folder / "mac"
        (mac / "Users/guest").mkdir(parents=True)
        (mac / "letter.txt").write_text("Dear reader\n")
        (mac / "Users/guest/café").write_bytes(bytes(range(256)) * 1000)
        (cls.folder / "finder_info.py").write_text(FINDER_INFO)
        run("xorriso", "-as", "mkisofs", "-quiet", "-hfsplus", "-hfsplus-file-creator-type", "ttxt", "TEXT", "/letter.txt",
            "-o", cls.folder / "mac.hfs", mac)

    def test_what_is_captured_stands_still_on_lvm(self):
        said = self.said["snapshots"]
        for row in ("btrfs", "ext4 on LVM", "xfs on LVM", "ext4"):
            self.assertIn(f"PASS   : TestRootSnapshot::whatIsCapturedStandsStill({row})", said)
        self.assertIn(" 0 failed, 0 skipped", said)

    def test_a_disk_that_fails_is_named(self):
        said = self.said["a disk that fails"]
        self.assertIn("large: Input/output error", said)
        self.assertIn("guest: refused with 1, 0 files", said)
        self.assertIn("guest: went on with 6, 1 image", said)

    def test_a_volume_of_a_mac_keeps_what_finder_knows(self):
        said = self.said["a volume of a Mac"]
        self.assertIn("guest: mkimg.darwin ended with 0", said)
        self.assertIn("guest: finder TEXTttxt", said)
        self.assertIn("guest: every file is as it was", said)
