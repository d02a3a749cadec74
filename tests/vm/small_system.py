# SPDX-License-Identifier: GPL-3.0-or-later
"""An initramfs of two megabytes, for tests that need a kernel and little else."""
import lzma
import re
import shutil

from tools.lab.processes import run

MODULES = ["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci", "virtio_blk"]

INIT = """#!/bin/sh
/bin/busybox mkdir -p /proc /sys /dev
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in MODULES; do insmod /modules/$module.ko; done
. /script
"""


def make(root, folder, script, more=()):
    """The initramfs; root holds the kernel's modules, of which it loads those for a disk and then the more; script goes on."""
    tree = folder / "small"
    (tree / "bin").mkdir(parents=True)
    (tree / "modules").mkdir()
    for file in ["/bin/busybox", *re.findall(r"/\S+", run("ldd", "/bin/busybox", check=False).stdout)]:
        target = tree / file.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    (tree / "bin/sh").symlink_to("busybox")
    modules = []
    for module in [*MODULES, *more]:
        found = sorted(root.glob(f"lib/modules/*/kernel/**/{module}.ko*"))
        if not found:
            continue  # This kernel has it built in.
        modules.append(module)
        # Debian 13 packs modules, which insmod leaves to the kernel, which need not know how.
        packed = found[-1]
        content = lzma.open(packed).read() if packed.suffix == ".xz" else packed.read_bytes()
        (tree / f"modules/{module}.ko").write_bytes(content)
    init = tree / "init"
    init.write_text(INIT.replace("MODULES", " ".join(modules)))
    init.chmod(0o755)
    (tree / "script").write_text(script)
    archive = folder / "small.gz"
    run("bsdtar", "--format", "newc", "-czf", archive, "-C", tree, ".")
    shutil.rmtree(tree)
    return archive
