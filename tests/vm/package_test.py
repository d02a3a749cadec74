# SPDX-License-Identifier: GPL-3.0-or-later
"""The package of cidkid, in a Debian that mmdebstrap made. No machine is needed for that."""
import os
import tempfile
import unittest
from pathlib import Path

from tools.lab import artefacts
from tools.lab.processes import run

PROGRAM = Path(os.environ["NOTP_BUILD"]) / "kid/cidkid"


class PackageTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="PackageTest."))
        self.root = self.folder / "root"
        for name in ("root", "upper", "work"):
            (self.folder / name).mkdir()
        run("mount", "-t", "overlay", "overlay", self.root, "-o",
            f"lowerdir={artefacts.node_root()},upperdir={self.folder}/upper,workdir={self.folder}/work")
        self.addCleanup(run, "umount", self.root)

    def make(self, folder):
        (self.folder / folder).mkdir()
        made = run(artefacts.PROJECT / "packaging/make_deb", "--cidkid", PROGRAM, "--output", self.folder / folder)
        return Path(made.stdout.strip())

    def inside(self, *words, check=True):
        return run("chroot", self.root, *words, check=check)

    def links(self):
        return sorted(str(path.relative_to(self.root)) for folder in ("etc/rc?.d", "etc/systemd/system/*.wants")
                      for path in self.root.glob(f"{folder}/*cidkid*"))

    def test_an_image_gets_the_agent_that_starts_by_itself(self):
        package = self.make("one")
        self.assertEqual(package.read_bytes(), self.make("two").read_bytes())
        (self.root / "tmp" / package.name).write_bytes(package.read_bytes())
        self.inside("dpkg", "-i", f"/tmp/{package.name}")
        self.assertIn("cidkid 0.", self.inside("cidkid", "--version").stdout)
        self.assertEqual(self.inside("systemctl", "is-enabled", "cidkid").stdout.strip(), "enabled")
        self.assertIn("etc/systemd/system/multi-user.target.wants/cidkid.service", self.links())
        self.assertTrue([link for link in self.links() if link.startswith("etc/rc3.d/S")], self.links())
        unit = self.root / "lib/systemd/system/cidkid.service"
        self.assertIn("ExecStart=/usr/sbin/cidkid", unit.read_text())
        self.assertIn("program=/usr/sbin/cidkid", (self.root / "etc/init.d/cidkid").read_text())
        self.inside("dpkg", "--purge", "cidkid")
        self.assertEqual(self.links(), [])
        self.assertFalse((self.root / "etc/init.d/cidkid").exists())
