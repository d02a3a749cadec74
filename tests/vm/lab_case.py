# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test with virtual machines starts from."""
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from tools.lab.disks import DiskFile
from tools.lab.machine import Hardware, Machine
from tools.lab.network import Network

GIGABYTE = 1 << 30

LONG = bool(os.environ.get("NOTP_TEST_LONG"))
# For what CI has no time for.
long_form = unittest.skipUnless(LONG, "runs in the long form")


class LabCase(unittest.TestCase):
    """One folder, one network and its machines for all tests of a class, which run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix=f"{cls.__name__}."))
        cls.addClassCleanup(cls._clean)
        cls.machines = []
        cls.network = Network(cls.folder)

    @classmethod
    def _clean(cls):
        for machine in cls.machines:
            machine.power_off()
        cls.network.close()
        if keep := os.environ.get("NOTP_VM_KEEP"):
            target = Path(keep) / cls.__name__
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(cls.folder, target, ignore=shutil.ignore_patterns("*.img", "*.gz", "*.nbd", "*.qmp"))
        shutil.rmtree(cls.folder)

    @classmethod
    def disk(cls, name, size=4 * GIGABYTE, kind=DiskFile, **options):
        options.setdefault("serial", f"NOTP-{name.upper()}")
        return kind(cls.folder / f"{name}.img", size, **options)

    @classmethod
    def machine(cls, number, **hardware):
        machine = Machine(Hardware(number, **hardware), cls.network, cls.folder)
        cls.machines.append(machine)
        return machine
