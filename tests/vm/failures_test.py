# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is told: a stage and a reason in cidctl within a minute, on the console too, and no endless loop.
Each test has a node of its own."""
import shutil
import time

from tests.vm.lab_case import long_form
from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, SiteCase
from tools.lab import artefacts
from tools.lab.disks import MEGABYTE, DefectiveDisk
from tools.lab.server import CALM, CONSOLE

TOLD_WITHIN = 60
GONE, DAMAGED, SMALL, BROKEN, DHCP, DOWN, MEMORY = range(1, 8)
IN_BLANCMANGE = r"rebooting\(1\)|blancmange|installing"


class FailuresTest(SiteCase):
    nodes = (GONE, DAMAGED, SMALL, BROKEN, DHCP, DOWN, MEMORY)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archive = artefacts.node_image(cls.build, "debian-1-1", cls.images["debian"])
        cls.image = cls.server.images / "debian-1-1.gz"

    def setUp(self):
        """A copy that may be damaged, because what the cache holds is a link; cidd has its images open and looks again
        when it is told to."""
        self.image.unlink(missing_ok=True)
        shutil.copy(self.archive, self.image)
        self.server.ctl("reload")

    def tearDown(self):
        for machine in self.machines:
            machine.power_off()

    def start(self, number, disk=None, **hardware):
        """A machine under way; cidcapt waits for it."""
        machine = self.machine(number, disks=[disk or self.disk(f"disk{number}")], **hardware)
        capt = self.server.capt_begin(f"job{number}", machine.name, "debian", DEADLINE)
        self.addCleanup(capt.stop)
        machine.power_on()
        return machine, capt

    def told(self, machine, capt):
        """How cidctl tells it, in time; cidcapt ends with 1 and says the same."""
        node = self.server.wait_for_state(machine.name, "failed", TOLD_WITHIN)
        self.assertEqual(capt.wait(TOLD_WITHIN), 1, capt.said())
        self.assertIn(machine.name, capt.said())
        return node["note"]

    @long_form
    def test_an_image_that_disappears(self):
        machine, capt = self.start(GONE)
        self.server.wait_for_state(machine.name, r"self-install|rebooting\(1\)", DEADLINE)
        self.image.unlink()
        self.server.ctl("reload")
        self.server.wait_for_state(machine.name, "blancmange|installing|failed", DEADLINE)
        self.assertRegex(self.told(machine, capt), "debian-1-1")

    def test_an_image_that_is_damaged(self):
        machine, capt = self.start(DAMAGED)
        self.server.wait_for_state(machine.name, r"self-install|rebooting\(1\)", DEADLINE)
        with open(self.image, "r+b") as file:
            file.seek(500_000)
            byte = file.read(1)[0]
            file.seek(500_000)
            file.write(bytes([byte ^ 0xff]))
        self.server.wait_for_state(machine.name, "installing|failed", DEADLINE)
        self.assertRegex(self.told(machine, capt), "chunk|digest|damaged|corrupt")

    @long_form
    def test_a_disk_that_is_too_small(self):
        disk = self.disk("small", 400 * MEGABYTE)
        before = disk.hash()
        machine, capt = self.start(SMALL, disk)
        self.server.wait_for_state(machine.name, "failed", DEADLINE)
        self.assertRegex(self.told(machine, capt), "needs .* the largest slot has")
        machine.power_off()
        self.assertEqual(disk.hash(), before, "it was to be refused before anything is written")

    def test_a_disk_that_breaks(self):
        disk = self.disk("broken", kind=DefectiveDisk)
        machine, capt = self.start(BROKEN, disk)
        self.server.wait_for_state(machine.name, "installing", DEADLINE)
        disk.defect.touch()
        self.assertRegex(self.told(machine, capt), "(?i)input/output|I/O|read-only")
        # It stays alive and does not start again and again.
        machine.console.skip()
        time.sleep(20)
        self.assertFalse(machine.console.has("SeaBIOS"))

    def test_no_dhcp_is_told_on_the_console_and_waited_for(self):
        self.network.stop_dhcp()
        self.addCleanup(self.start_dhcp)
        machine, _ = self.start(DHCP, kernel=self.server.boot / "vmlinuz",
                                initrd=self.server.boot / "blancmange-initramfs.gz",
                                append=f"console={CONSOLE} {CALM} cid.blancmange=ram")
        machine.console.wait("no address; does a DHCP server answer", DEADLINE)
        self.start_dhcp()
        machine.console.wait(BLANCMANGE_UP, 180)
        self.server.wait_for_state(machine.name, f"partitioning|self-install|{IN_BLANCMANGE}", 120)

    @long_form
    def test_a_server_that_is_down_is_waited_for(self):
        machine, capt = self.start(DOWN)
        self.server.wait_for_state(machine.name, IN_BLANCMANGE, DEADLINE)
        self.server.kill()
        self.addCleanup(self.server.start_again)
        machine.console.wait("no connection to cidd, trying again|no network yet in which cidd", DEADLINE)
        before = len(machine.console.text())
        time.sleep(30)
        self.assertLess(len(machine.console.text()) - before, 20_000, "it talks without end")
        self.server.start_again()
        machine.console.wait(f"connected again|{BLANCMANGE_UP}", 120)
        self.finish(capt, machine)

    def test_too_little_memory(self):
        machine, _ = self.start(MEMORY, memory=160)
        machine.console.wait("(?i)out of memory|not enough memory|too little memory|Cannot allocate|Initramfs unpacking "
                             "failed|Kernel panic", DEADLINE)
