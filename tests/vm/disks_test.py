# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that are not what they should be: whatever is not meant keeps every byte. Each test has a node of its own."""
import os
import re

from tests.vm.lab_case import GIGABYTE, long_form
from tests.vm.site_case import DEADLINE, LOGIN, SiteCase
from tools.lab.disks import MEGABYTE
from tools.lab.processes import run
from tools.lab.server import node_section

MISSING, SEVERAL, FOREIGN, ORDER, KEEP, ALIKE = range(1, 7)
LINES = {MISSING: "disk = serial:NOTP-SYSTEM\n", SEVERAL: "", FOREIGN: "", ORDER: "disk = serial:NOTP-SYSTEM\n",
         KEEP: "disk = serial:NOTP-KEEP\n", ALIKE: ""}
SCRATCH = '[partition "scratch"]\nsize = 300M\nfs = ext4\nkeep = yes\n'
REINSTALLATIONS = 3


class DisksTest(SiteCase):
    nodes = tuple(LINES)

    def setUp(self):
        for machine in self.machines:
            machine.power_off()
        self.node_db()

    def node_db(self, more=""):
        sections = [node_section(number, "layout = grub-msdos\n" + lines) for number, lines in LINES.items()]
        self.server.write_node_db("\n".join([*sections, more]))
        self.server.ctl("reload")

    def foreign_disk(self, name):
        """A disk with somebody's partition table and file system."""
        disk = self.disk(name, 2 * GIGABYTE)
        run("sfdisk", "--quiet", disk.path, given="label: gpt\nstart=2048, size=1000000\n")
        run("mkfs.ext4", "-q", "-F", "-E", "offset=1048576", disk.path, "400M")
        return disk

    def start(self, number, disks, **hardware):
        """A machine that a job waits for."""
        machine = self.machine(number, disks=disks, **hardware)
        capt = self.server.capt_begin(f"job{number}", machine.name, "debian", DEADLINE)
        self.addCleanup(capt.stop)
        machine.power_on()
        return machine, capt

    def waiting_reason(self, machine, seconds=300):
        """What cidctl says of a node that does not go on by itself."""
        node = self.server.wait_for_state(machine.name, "not-armed|failed", seconds)
        return node["note"] + " ".join(event["reason"] for event in node["events"])

    def test_1_the_configured_disk_is_missing(self):
        disks = [self.disk("blank1"), self.foreign_disk("foreign1"), self.disk("blank2")]
        before = [disk.hash() for disk in disks]
        machine, _ = self.start(MISSING, disks)
        self.assertIn("NOTP-SYSTEM", self.waiting_reason(machine))
        machine.power_off()
        self.assertEqual([disk.hash() for disk in disks], before)

    def test_2_several_disks_and_none_is_named(self):
        disks = [self.disk("blank3"), self.disk("blank4")]
        before = [disk.hash() for disk in disks]
        machine, _ = self.start(SEVERAL, disks)
        self.assertRegex(self.waiting_reason(machine), "NOTP-BLANK3.*NOTP-BLANK4")
        machine.power_off()
        self.assertEqual([disk.hash() for disk in disks], before)

    def test_3_a_foreign_disk_waits_for_the_order_with_its_serial(self):
        disk = self.foreign_disk("foreign")
        before = disk.hash()
        # Its table has the mark of a disk that boots, behind which there is nothing.
        machine, capt = self.start(FOREIGN, [disk], network_first=True)
        self.assertIn("NOTP-FOREIGN", self.waiting_reason(machine))
        machine.console.wait("NOTP-FOREIGN", 60)
        # Another disk's serial number allows nothing.
        self.server.ctl("node", "wipe", machine.name, "--serial", "NOTP-OTHER", "--yes", check=False)
        machine.console.wait("NOTP-FOREIGN", 120)
        self.assertEqual(disk.hash(), before)
        self.server.ctl("node", "wipe", machine.name, "--serial", "NOTP-FOREIGN", "--yes")
        self.finish(capt, machine)

    @long_form
    def test_6_two_disks_alike_without_serial_numbers(self):
        disks = [self.disk("alike1", serial=None), self.disk("alike2", serial=None)]
        before = [disk.hash() for disk in disks]
        machine, capt = self.start(ALIKE, disks, boot_disk=1)
        reason = self.waiting_reason(machine)
        places = re.findall(r"by-path:[^,) ]+", reason)
        self.assertEqual(len(set(places)), 2, reason)
        machine.power_off()
        self.assertEqual([disk.hash() for disk in disks], before)
        # The error names them; taken as it stands it goes on.
        LINES[ALIKE] = f"disk = {places[-1]}\n"
        self.node_db()
        machine.power_on()
        self.finish(capt, machine)
        machine.power_off()
        self.assertEqual(disks[0].hash(), before[0])

    @long_form
    def test_4_the_order_of_the_disks_changes(self):
        system, data = self.disk("system"), self.foreign_disk("data")
        before = data.hash()
        first = self.machine(ORDER, disks=[data, system], boot_disk=1)
        self.install("order", first)
        first.power_off()
        second = self.machine(ORDER, disks=[system, data])
        second.console.skip()
        second.power_on()
        second.console.wait(LOGIN, DEADLINE)
        self.server.wait_for_state(second.name, "running", 60)
        second.power_off()
        self.assertEqual(data.hash(), before)

    @long_form
    def test_5_a_partition_to_keep_survives_reinstallations(self):
        self.node_db(SCRATCH)
        disk = self.disk("keep")
        machine = self.machine(KEEP, disks=[disk])
        self.install("keep", machine)
        number, (start, size) = next(item for item in disk.partitions().items() if item[1][1] == 300 * MEGABYTE)
        # The image mounts it, which leaves marks in its first blocks: compared is what nothing else writes.
        content = os.urandom(MEGABYTE)
        machine.power_off()
        disk.write(start + size // 2, content)
        for index in range(REINSTALLATIONS):
            machine.power_on()
            self.server.wait_for_state(machine.name, "running", DEADLINE)
            self.server.ctl("reinstall", machine.name, "-i", "debian", "--take", "--yes")
            self.server.wait_for_state(machine.name, "partitioning|self-install", DEADLINE)
            self.server.wait_for_state(machine.name, "running", DEADLINE)
            machine.power_off()
            self.assertEqual(disk.partitions()[number], (start, size))
            self.assertEqual(disk.read(start + size // 2, MEGABYTE), content)
            self.assertEqual(self.server.changes(machine.name).count("partitioning"), 2 + index)
