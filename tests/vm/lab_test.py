# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab keeps its promises: what the other tests rest on, without notP."""
from tests.vm import small_system
from tests.vm.lab_case import LabCase
from tools.lab import artefacts
from tools.lab.disks import MEGABYTE, CachedDisk, DefectiveDisk
from tools.lab.network import SERVER

FLUSHED, LOST = 4 * MEGABYTE, 8 * MEGABYTE

SCRIPT = f"""
until [ -b /dev/vda ]; do sleep 0.1; done
echo "small system from $(cat /proc/cmdline)"
if dd if=/dev/vda of=/dev/null bs=4096 count=1 iflag=direct; then echo "reading works"; else echo "reading fails"; fi
echo flushed | dd of=/dev/vda bs=4096 seek={FLUSHED // 4096} conv=sync,fsync
echo lost | dd of=/dev/vda bs=4096 seek={LOST // 4096} conv=sync oflag=direct
echo "written"
while :; do sleep 1; done
"""


class LabTest(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kernel = artefacts.kernel()
        cls.initramfs = small_system.make(artefacts.node_root(), cls.folder, SCRIPT)

    def small_machine(self, number, disk):
        return self.machine(number, disks=[disk], memory=192, kernel=self.kernel, initrd=self.initramfs,
                            append="console=ttyS0 quiet no_timer_check")

    def test_power_loss_takes_what_was_not_flushed_and_no_more(self):
        disk = self.disk("cached", kind=CachedDisk)
        machine = self.small_machine(1, disk)
        machine.power_on()
        machine.console.wait("written", 90)
        machine.cut_power()
        self.assertEqual(disk.read(FLUSHED, 7), b"flushed")
        self.assertEqual(disk.read(LOST, 4), bytes(4))

    def test_a_defective_disk_returns_errors(self):
        disk = self.disk("defective", kind=DefectiveDisk)
        disk.defect.touch()
        machine = self.small_machine(2, disk)
        machine.power_on()
        machine.console.wait("reading fails", 90)
        machine.power_off()

    def test_two_machines_boot_over_the_network(self):
        tftp = self.folder / "tftp"
        tftp.mkdir()
        (tftp / "vmlinuz").symlink_to(self.kernel)
        (tftp / "small.gz").symlink_to(self.initramfs)
        (tftp / "boot.ipxe").write_text("#!ipxe\nkernel vmlinuz console=ttyS0 quiet from=network initrd=small.gz\n"
                                        "initrd small.gz\nboot\n")
        machines = [self.machine(number, disks=[self.disk(f"net{number}")], memory=192) for number in (3, 4)]
        self.network.start_dhcp(tftp, ["enable-tftp", f"dhcp-range={SERVER},static", f"dhcp-boot=boot.ipxe,,{SERVER}"]
                                + [f"dhcp-host={machine.mac},{machine.address}" for machine in machines])
        for machine in machines:
            machine.power_on()
        for machine in machines:
            machine.console.wait("small system from .*from=network", 120)
            machine.console.wait("written", 60)
            machine.power_off()
