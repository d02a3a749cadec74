# SPDX-License-Identifier: GPL-3.0-or-later
"""Two machines with BIOS at once, from power-on with empty disks to the image, to another image and back."""
import re
import time

from tests.vm.lab_case import long_form
from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, LOGIN, SiteCase
from tools.lab.disks import MEGABYTE

WAY = ["netbooted", "partitioning", "self-install", "rebooting(1)", "blancmange", "installing", "configuring", "bootloader",
       "rebooting(2)", "running"]


class TwoMachinesTest(SiteCase):
    images = {"debian": {"etc/motd": "This is debian.\n"}, "compute": {"etc/motd": "This is compute.\n"}}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = [cls.machine(number, disks=[cls.disk(f"disk{number}")]) for number in cls.nodes]

    def test_1_from_empty_disks_to_the_image(self):
        console = self.server.console(self.folder / "console-machines.png")
        self.addCleanup(console.stop)
        capt = self.server.capt_begin("first", "n[1-2]", "debian", DEADLINE)
        begin = time.monotonic()
        for machine in self.pair:
            machine.power_on()
        self.finish(capt, *self.pair)
        type(self).whole_way = time.monotonic() - begin
        for machine in self.pair:
            machine.console.wait(LOGIN, 60)
            self.assertNotIn("Initramfs unpacking failed", machine.console.text())
            self.assertEqual([stage for stage in self.server.changes(machine.name) if stage in WAY], WAY)
            node = self.server.node(machine.name)
            self.assertEqual((node["state"], node["image"]), ("running", "debian-1-1"))
        self.assert_seen(console)

    def assert_seen(self, console):
        """What an operator saw in the window meanwhile: the stages, and a progress that moves."""
        self.assertEqual(console.wait(60), 0, console.said())
        for machine in self.pair:
            lines = re.findall(rf"^{machine.name} (\S.*)$", console.said(), re.MULTILINE)
            self.assertIn("Running", lines[-1])
            for stage in ("Partitioning", "Installing Blancmange", "Installing"):
                self.assertTrue(any(line.startswith(stage) for line in lines), f"{stage} is not among {lines}")
            moved = {line for line in lines if re.fullmatch(r"Installing \d+ %", line)}
            self.assertGreater(len(moved), 3, lines)
        self.say(f"the console showed {len(console.said().splitlines())} changes")

    @long_form
    def test_2_the_way_takes_at_most_twice_its_boots(self):
        """Held against the same two machines in the same minute: one boot of Blancmange by the network on other, empty
        disks and one boot of the image from the disk."""
        begin = time.monotonic()
        for machine in self.pair:
            machine.reset()
        for machine in self.pair:
            machine.console.wait(LOGIN, DEADLINE)
        from_disk = time.monotonic() - begin
        empty = [self.machine(machine.hardware.number + 20, disks=[self.disk(f"empty{machine.hardware.number}")])
                 for machine in self.pair]
        for machine in self.pair:
            self.server.wait_for_state(machine.name, "running", 60)
            machine.power_off()
        begin = time.monotonic()
        for machine in empty:
            machine.power_on()
        for machine in empty:
            machine.console.wait(BLANCMANGE_UP, DEADLINE)
        by_network = time.monotonic() - begin
        for machine in empty:
            machine.power_off()
        for machine in self.pair:
            machine.power_on()
            self.server.wait_for_state(machine.name, "running", DEADLINE)
        boots = from_disk + by_network
        self.say(f"the whole way {self.whole_way:.0f} s; its boots {boots:.0f} s (network {by_network:.0f}, disk "
                 f"{from_disk:.0f}); ratio {self.whole_way / boots:.2f}")
        self.assertLessEqual(self.whole_way, 2 * boots)

    def test_3_one_goes_to_a_second_image(self):
        begin = time.monotonic()
        capt = self.server.capt_begin("second", "n1", "compute", DEADLINE)
        self.finish(capt, self.pair[0])
        self.say(f"to a second image in {time.monotonic() - begin:.0f} s")
        self.assertEqual(self.server.node("n1")["image"], "compute-1-1")
        self.assertEqual(self.server.node("n2")["image"], "debian-1-1")

    def test_4_and_back_without_fetching_anything(self):
        before, begin = self.network.bytes_to("n1"), time.monotonic()
        capt = self.server.capt_begin("back", "n1", "debian", DEADLINE)
        self.finish(capt, self.pair[0])
        sent = self.network.bytes_to("n1") - before
        self.say(f"back in {time.monotonic() - begin:.0f} s with {sent / MEGABYTE:.1f} MB over the network")
        self.assertEqual(self.server.node("n1")["image"], "debian-1-1")
        self.assertLess(sent, 4 * MEGABYTE, "of an image of more than a hundred")
