# SPDX-License-Identifier: GPL-3.0-or-later
"""The Blancmange that operators build, out of the shipped top_config: how big it is, how little memory it needs, and that the
static cidkid does all that the other one does."""
from tests.vm.lab_case import GIGABYTE
from tests.vm.site_case import DEADLINE, LOGIN, SiteCase
from tools.lab.blancmange import Blancmange, FullBlancmange

MEGABYTE = 1_000_000
LARGEST = 8 * MEGABYTE  # Packed, without the kernel's modules.
LARGEST_FULL = 40 * MEGABYTE  # With all modules for networks and disks of Debian's full kernel.
LEAST_MEMORY = 192
LEAST_MEMORY_FULL = 384


class StaticTest(SiteCase):
    blancmange_kind = Blancmange
    nodes = (1,)

    def test_it_is_small(self):
        output = self.folder / "without-modules"
        output.mkdir()
        made = Blancmange(self.build).make(self.server, [("kernel", "modules", ""), ("kernel", "modules_for", "")], output)
        size = (output / "blancmange-initramfs.gz").stat().st_size
        self.say(f"packed {size / MEGABYTE:.2f} MB without modules\n{made.stdout}")
        self.assertLessEqual(size, LARGEST, made.stdout)

    def test_with_little_memory_from_an_empty_disk_to_the_image(self):
        """Over TLS to the server and back: all that the static Qt has to know."""
        node = self.machine(1, memory=LEAST_MEMORY, disks=[self.disk("disk")])
        took = self.install("first", node, seconds=2 * DEADLINE)
        node.console.wait(LOGIN, 60)
        self.say(f"the whole way {took:.0f} s")
        self.assertNotIn("Initramfs unpacking failed", node.console.text())
        self.assertEqual(self.server.node("n1")["image"], "debian-1-1")


class FullKernelTest(SiteCase):
    blancmange_kind = FullBlancmange
    nodes = (1,)
    node_lines = "layout = grub-msdos\ndisk = serial:NOTP-DISK\n"

    def test_it_is_small_enough(self):
        size = (self.server.boot / "blancmange-initramfs.gz").stat().st_size
        self.say(f"packed {size / MEGABYTE:.2f} MB with every module for networks and disks")
        self.assertLessEqual(size, LARGEST_FULL)

    def test_with_little_memory_and_a_disk_on_usb_that_stays_as_it_is(self):
        usb = self.disk("stick", GIGABYTE, bus="usb")
        usb.write(0, b"somebody's")
        before = usb.hash()
        node = self.machine(1, memory=LEAST_MEMORY_FULL, disks=[self.disk("disk"), usb])
        capt = self.server.capt_begin("first", "n1", "debian", 2 * DEADLINE)
        node.power_on()
        self.server.wait_for_state("n1", r"self-install|rebooting\(1\)", DEADLINE)
        self.assertIn("NOTP-STICK", self.server.ctl("node", "show", "n1").stdout, "Blancmange does not see it")
        self.finish(capt, node, seconds=2 * DEADLINE)
        node.console.wait(LOGIN, 60)
        self.assertNotIn("Initramfs unpacking failed", node.console.text())
        node.power_off()
        self.assertEqual(usb.hash(), before)
