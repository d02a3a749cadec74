# SPDX-License-Identifier: GPL-3.0-or-later
"""Firmware of every kind: a BIOS, UEFI, firmware that always asks the network first, firmware with a PXE of its own, and a
node that goes without its firmware."""
from tests.vm.lab_case import long_form
from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, LOGIN, SiteCase
from tools.lab import artefacts

UEFI = "layout = grub-gpt\n"
# What the firmware says on the serial line each time, and GRUB of ours.
BIOS = "SeaBIOS (version"
FROM_DISK = "notP: the image in slot"


class _FirmwareCase(SiteCase):
    nodes = (1,)
    hardware = {}
    disk_options = {}

    def setUp(self):
        self.node = self.machine(1, disks=[self.disk("disk", **self.disk_options)], **self.hardware)
        self.addCleanup(self.node.power_off)

    def installs_itself(self):
        took = self.install("first", self.node)
        self.node.console.wait(LOGIN, 60)
        self.say(f"the whole way {took:.0f} s")
        self.assertEqual(self.server.changes("n1").count("partitioning"), 1)

    def comes_back_to_the_image(self):
        """A machine that is switched on again runs the image again, and nothing is installed."""
        self.node.power_off()
        self.node.console.skip()
        self.node.power_on()
        self.node.console.wait(LOGIN, DEADLINE)
        self.server.wait_for_state("n1", "running", 60)
        self.assertEqual(self.server.changes("n1").count("partitioning"), 1, "it was installed a second time")


@long_form
class BiosTest(_FirmwareCase):
    def test_from_an_empty_disk_to_the_image(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class UefiTest(_FirmwareCase):
    node_lines = UEFI
    hardware = {"uefi": True, "memory": 768}

    def test_from_an_empty_disk_to_the_image(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class Nvme4kTest(_FirmwareCase):
    """A disk that is addressed by sectors of 4,096 bytes: its table, its EFI system partition and the firmware's entry."""
    node_lines = UEFI
    hardware = {"uefi": True, "memory": 768}
    disk_options = {"bus": "nvme", "sector": 4096}

    def test_from_an_empty_disk_to_the_image(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class NamelessTest(_FirmwareCase):
    """libvirt's usual disks: neither a serial number nor a WWN."""
    node_lines = "layout = grub-msdos\n"
    disk_options = {"serial": None}

    def test_from_an_empty_disk_to_the_image(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class NetworkFirstTest(_FirmwareCase):
    """With a GPT, which a BIOS can start from, too. The short form has such a machine in power_test, and one with an msdos
    table in disks_test."""
    node_lines = "layout = grub-gpt-bios\n"
    hardware = {"network_first": True}

    def test_it_does_not_install_in_a_loop(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class UefiNetworkFirstTest(_FirmwareCase):
    node_lines = UEFI
    hardware = {"uefi": True, "memory": 768, "network_first": True}

    def test_it_does_not_install_in_a_loop(self):
        self.installs_itself()
        self.comes_back_to_the_image()


class OwnPxeTest(_FirmwareCase):
    """Without iPXE in the network card the firmware's own PXE asks, each time, and gets the loader that fits it."""
    node_lines = UEFI
    hardware = {"uefi": True, "memory": 768, "own_pxe": True, "network_first": True}

    def test_from_an_empty_disk_to_the_image(self):
        self.installs_itself()
        self.comes_back_to_the_image()


@long_form
class KexecTest(_FirmwareCase):
    """boot = kexec: once it is installed, each system starts the next one."""
    node_lines = "layout = grub-msdos\nboot = kexec\n"

    @classmethod
    def setUpClass(cls):
        cls.images = {name: {"etc/motd": f"This is {name}.\n", **artefacts.kexec()}
                      for name in ("debian", "compute")}
        super().setUpClass()

    def test_the_firmware_is_skipped_in_both_directions(self):
        self.installs_itself()
        # By the network, and once from the disk: whether it boots has to be known.
        before = self.node.console.text().count(BIOS)
        self.assertEqual(before, 2)
        capt = self.server.capt_begin("second", "n1", "compute", DEADLINE)
        self.node.console.wait(BLANCMANGE_UP, DEADLINE)
        self.finish(capt, self.node)
        self.node.console.wait(LOGIN, 60)
        self.assertEqual(self.server.node("n1")["image"], "compute-1-1")
        self.assertEqual(self.node.console.text().count(BIOS), before)
        self.assertNotIn(FROM_DISK, self.node.console.text())
        # Switched off and on again, it is started by its firmware as before.
        self.comes_back_to_the_image()
        self.assertIn(FROM_DISK, self.node.console.text())
