# SPDX-License-Identifier: GPL-3.0-or-later
"""Blancmange for the lab: fetched and built once, put together for each server."""
import re
import shutil
import zlib

from tools.lab import artefacts
from tools.lab.network import SERVER
from tools.lab.processes import run
from tools.lab.server import CALM

SOURCE = artefacts.PROJECT / "blancmange"
# The lab's machines; the shipped top_config is for a rack of real ones.
VIRTUAL = (("kernel", "package", "kernel-cloud"), ("kernel", "modules_for", "virtual"))


def changed(text, section, key, value):
    """top_config with one value of ours in a section, whether it stands there, in a comment, or not at all; an empty one
    is taken out."""
    start = text.index(f"[{section}]\n") + len(f"[{section}]\n")
    end = text.find("\n[", start)
    body = text[start:] if end < 0 else text[start:end]
    line = f"{key} = {value}" if value else ""
    new, count = re.subn(rf"^#?{key} = .*$", lambda _: line, body, count=1, flags=re.MULTILINE)
    return text[:start] + (new if count else f"{line}\n{body}") + ("" if end < 0 else text[end:])


class Blancmange:
    """The kind that operators build; all that are made share what was fetched and built."""
    name = "static"
    cache = "static"
    level = 12

    def __init__(self, build):
        self._build = build
        self._cache = artefacts.cache_folder() / f"blancmange-{self.cache}"
        self._cache.mkdir(exist_ok=True)
        # Builds that are tried at once have a cidkid each.
        self._lock = self._cache / f"{self.name}-{zlib.crc32(str(build).encode()):08x}.lock"

    def _changes(self):
        """What differs from the shipped top_config for every Blancmange of this kind: (section, key, value)..."""
        return [*VIRTUAL, ("blancmange", "libraries", "static"), ('package "cidkid"', "path", artefacts.PROJECT),
                ('package "guard"', "path", artefacts.PROJECT)]

    def _source(self):
        """The folder with init and recipes."""
        return SOURCE

    def _write(self, configuration, changes):
        # In one file: what the lab changes stands in both, and the copy lies elsewhere.
        text = (SOURCE / "top_config").read_text().replace('include "top_config.packages"\n',
                                                           (SOURCE / "top_config.packages").read_text())
        for change in [*self._changes(), *changes]:
            text = changed(text, *change)
        configuration.write_text(text)

    def _step(self, name, configuration, *options, seconds):
        return run(self._build / "blancmange/blancmange", name, "--source", self._source(), "--config", configuration,
                   "--cache", self._cache, "--lock", self._lock, *options, seconds=seconds)

    def prepare(self):
        """What needs the network outside, and minutes."""
        with artefacts.only_one("blancmange"):
            configuration, key = self._cache / f"{self.name}.top_config", self._cache / "no-key"
            if not key.exists():
                key.write_text("0" * 64 + "\n")
                key.chmod(0o400)
            self._write(configuration, [
                ("blancmange", "server", SERVER), ("blancmange", "server_fingerprint", "0" * 64), ("blancmange", "key", key)])
            self._step("get-packages", configuration, seconds=1200)
            self._step("build-packages", configuration, seconds=2400)

    def make(self, server, changes=(), output=None):
        """The initramfs, the kernel and the boot files for that server, into its boot folder or another one."""
        output = output or server.boot
        configuration = output.parent / f"{output.name}.top_config"
        self._write(configuration, [
            ("blancmange", "server", SERVER), ("blancmange", "server_fingerprint", server.fingerprint),
            ("blancmange", "key", server.key), ("netboot", "node_db", server.folder / "node_db"),
            ("netboot", "script", "cidd"), ("kernel", "append", CALM), *changes])
        with artefacts.only_one("blancmange"):
            return self._step("build-image", configuration, "--output", output, "--level", self.level, seconds=600)


class FullBlancmange(Blancmange):
    """For hardware that is not known yet: Debian's full kernel and every module for networks and disks."""
    name = "full"

    def _changes(self):
        return [*super()._changes(), ("kernel", "package", "kernel-full"),
                ("kernel", "modules_for", "virtual network storage usb filesystems")]


class QuickBlancmange(Blancmange):
    """With the cidkid of the build that is being tested and binary packages for the rest: nothing is compiled."""
    name = "shared"
    cache = "shared"
    level = 6

    def _changes(self):
        program = self._build / "kid/cidkid"
        return [*VIRTUAL, ("blancmange", "libraries", "shared"),
                ('package "busybox"', "from", "debian-binary"), ('package "busybox"', "package", "busybox-static"),
                ('package "busybox"', "recipe", "lab-busybox"),
                ('package "dropbear"', "from", "debian-binary"), ('package "dropbear"', "package", "dropbear-bin"),
                ('package "dropbear"', "recipe", ""), ('package "util-linux"', "recipe", ""),
                ('package "cidkid"', "from", "file"), ('package "cidkid"', "path", program),
                ('package "cidkid"', "needs", ""), ('package "guard"', "path", artefacts.PROJECT), ('package "kexec-tools"', "use", "yes")]

    def _source(self):
        source = self._cache / "source"
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(SOURCE / "init", source / "init")
        shutil.copytree(SOURCE / "recipes", source / "recipes")
        shutil.copytree(artefacts.PROJECT / "tools/lab/recipes", source / "recipes", dirs_exist_ok=True)
        return source
