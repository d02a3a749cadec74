# SPDX-License-Identifier: GPL-3.0-or-later
"""What takes long to make and does not change: made once, kept in the cache, shared by all who run at once."""
import contextlib
import fcntl
import hashlib
import os
import platform
import re
import shutil
import tempfile
from pathlib import Path

from tools.lab.processes import Failed, run

PROJECT = Path(__file__).resolve().parents[2]
# An image of the suite that this machine runs, because cidkid was built against its libraries.
SUITE = platform.freedesktop_os_release()["VERSION_CODENAME"]
LATER = "t64" if SUITE != "bookworm" else ""
# What an image needs to be a node: a kernel, systemd, and the libraries of cidkid.
PACKAGES = ["linux-image-cloud-amd64", "initramfs-tools", "zstd", "systemd-sysv", "udev", "iproute2",
            f"libqt6core6{LATER}", "libqt6network6", f"libarchive13{LATER}", "libdeflate0", "libisal2"]
# Nobody reads manuals on these nodes, and the smaller image takes less of everybody's time.
LEFT_OUT = [f"--dpkgopt=path-exclude=/usr/share/{folder}/*" for folder in ("doc", "man", "locale", "info")]
# What an operator would add to it: an address by DHCP, and notP's agent.
NETWORK = "[Match]\nType=ether\n\n[Network]\nDHCP=ipv4\n"


def cache_folder():
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "/var/cache") / "notp" / "lab"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def only_one(name):
    """Others who want to make the same wait until it is made."""
    with open(cache_folder() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def mirror():
    """Where this machine gets its own packages from."""
    found = run("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian",
                "Label: Debian").stdout.split()
    if not found:
        raise Failed("apt knows no Debian mirror: run apt-get update first")
    return found[0]


def node_root():
    """The folder with a Debian that can be a node, without cidkid."""
    stamp = hashlib.sha256(" ".join([SUITE, *PACKAGES, *LEFT_OUT]).encode()).hexdigest()[:12]
    root = cache_folder() / f"node-{SUITE}-{stamp}"
    with only_one("node"):
        if not root.exists():
            part = root.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            run("mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(PACKAGES)}", *LEFT_OUT,
                "--aptopt=Acquire::Check-Valid-Until \"false\"", SUITE, part, mirror(), seconds=1800)
            part.rename(root)
    return root


def kernel():
    return sorted(node_root().glob("boot/vmlinuz-*"))[-1]


def _unpacked(name, packages, finish=lambda root: None):
    """A folder of that name with what Debian packages hold."""
    root = cache_folder() / name
    with only_one("packages"):
        if not root.exists():
            part = root.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            run("sh", "-c", 'cd "$1" && shift && apt-get -q download "$@" && for deb in *.deb; do dpkg-deb -x "$deb" .; done && '
                "rm ./*.deb", "sh", part, *packages, seconds=600)
            finish(part)
            part.rename(root)
    return root


def full_kernel():
    """A folder with the Debian kernel that has every driver, as its package holds it, and modules.dep."""
    depends = run("apt-cache", "show", "--no-all-versions", "linux-image-amd64").stdout
    package = re.search(r"^Depends: (linux-image-\S+)", depends, re.MULTILINE).group(1)

    def finish(root):
        if not (root / "lib").exists():
            (root / "lib").symlink_to("usr/lib")
        run("depmod", "-b", root, package.removeprefix("linux-image-"))
    return _unpacked(package, [package], finish)


def kexec():
    """The program and the libraries that it needs, for an image that shall skip the firmware: path -> file."""
    needed = run("apt-cache", "depends", "--recurse", "--important", "kexec-tools").stdout
    libraries = sorted(set(re.findall(r"^lib(?:xen|yajl)\S*", needed, re.MULTILINE)))
    root = _unpacked("kexec-tools", ["kexec-tools", *libraries])
    return {"usr/sbin/kexec": next(root.glob("**/sbin/kexec")),
            **{f"usr/lib/x86_64-linux-gnu/{path.name}": path for path in root.glob("usr/lib/*/*.so.*")}}


def _add(tree, path, content):
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copy(content, target)
    else:
        target.write_text(content)


def _enable(tree, unit, folder):
    wants = tree / "etc/systemd/system/multi-user.target.wants"
    wants.mkdir(parents=True, exist_ok=True)
    (wants / unit).symlink_to(f"{folder}/{unit}")


def _agent(tree, build):
    _add(tree, "usr/local/sbin/cidkid", build / "kid/cidkid")
    _add(tree, "etc/systemd/system/cidkid.service", build / "packaging/cidkid.service")
    _enable(tree, "cidkid.service", "/etc/systemd/system")
    _enable(tree, "systemd-networkd.service", "/lib/systemd/system")
    _add(tree, "etc/systemd/network/lab.network", NETWORK)


def _digest(tree):
    digest = hashlib.sha256()
    for path in sorted(tree.rglob("*")):
        digest.update(str(path.relative_to(tree)).encode())
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def node_image(build, image, files):
    """An image of the node root with cidkid and the files (path -> text or another file) in it; gives back the .gz. The
    root is not copied: what is added lies over it."""
    with tempfile.TemporaryDirectory(prefix="notp-image.") as scratch:
        upper, whole, work = (Path(scratch) / part for part in ("upper", "whole", "work"))
        for folder in (upper, whole, work):
            folder.mkdir()
        _agent(upper, build)
        for path, content in files.items():
            _add(upper, path, content)
        upper.chmod(0o755)
        lower = node_root()
        packed = cache_folder() / f"images-{lower.name}" / _digest(upper)
        archive = packed / f"{image}.gz"
        with only_one("images"):
            if archive.exists():
                return archive
            _forget_old(packed.parent)
            shutil.rmtree(packed, ignore_errors=True)
            packed.mkdir(parents=True)
            run("mount", "-t", "overlay", "overlay", "-o", f"lowerdir={lower},upperdir={upper},workdir={work}", whole)
            try:
                run(build / "imagebuilder/mkimg.linux", "--quiet", "--level", "fast", "--image", image, "--output", packed,
                    whole, seconds=600)
            finally:
                run("umount", whole)
    return archive


def _forget_old(folder):
    """Each build of cidkid makes other images; the newest six stay."""
    if folder.exists():
        for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-6]:
            shutil.rmtree(old)


def prepare():
    """Makes what needs the network outside; the rest of the lab is cut off from it."""
    node_root()
    full_kernel()
    kexec()
