# SPDX-License-Identifier: GPL-3.0-or-later
"""One virtual machine."""
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.lab.console import Console
from tools.lab.network import address_of, mac_of
from tools.lab.processes import Failed, Process
from tools.lab.qmp import Qmp

OVMF_CODE = Path("/usr/share/OVMF/OVMF_CODE_4M.fd")
OVMF_VARIABLES = Path("/usr/share/OVMF/OVMF_VARS_4M.fd")


@dataclass
class Hardware:
    """What a machine is made of. Its disks are in the order of their slots."""
    number: int
    disks: list = field(default_factory=list)
    memory: int = 768
    uefi: bool = False
    network_first: bool = False
    boot_disk: int = 0  # Which of the disks the firmware starts.
    own_pxe: bool = False  # The firmware's PXE instead of the network card's iPXE.
    kernel: Path = None  # Given to the machine directly: for measuring what a boot takes.
    initrd: Path = None
    append: str = ""
    other_network: object = None  # An OtherNetwork, in which the first card is; the lab's is the second one then.
    shares_host: bool = False  # This machine's files, read only, as the 9p file system "host".


class Machine:
    """Belongs to whoever made it; power_off() or cut_power() ends its processes."""

    def __init__(self, hardware, network, folder):
        self.hardware = hardware
        self.name = f"n{hardware.number}"
        self.mac = mac_of(hardware.number)
        self.address = address_of(hardware.number)
        self.console = Console(folder / f"{self.name}.console")
        self._folder = folder
        self._network = network
        self._qemu = None
        self._qmp = None
        self.started = None

    def power_on(self):
        assert not self._qemu, f"{self.name} is on"
        self._network.add_tap(self.name)
        if self.hardware.other_network:
            self.hardware.other_network.add_tap(f"o{self.hardware.number}")
        for disk in self.hardware.disks:
            disk.power_on()
        socket = self._folder / f"{self.name}.qmp"
        socket.unlink(missing_ok=True)
        self._qemu = Process(["qemu-system-x86_64", *self._arguments(), "-qmp", f"unix:{socket},server=on,wait=off"],
                             self._folder / f"{self.name}.qemu.log")
        self.started = time.monotonic()
        try:
            self._qmp = Qmp(socket)
        except Exception as error:
            said = self._qemu.said()
            self.power_off()
            raise Failed(f"QEMU did not start: {error}\n{said}") from error

    def is_on(self):
        return self._qemu is not None and self._qemu.is_up()

    def reset(self):
        self._qmp.ask("system_reset")
        self.started = time.monotonic()

    def freeze(self):
        """Nothing on it moves any more; only its power helps."""
        self._qmp.ask("stop")

    def set_cable(self, plugged):
        self._qmp.ask("set_link", name="lan", up=plugged)

    def cut_power(self):
        """Everything that was not flushed is lost."""
        for disk in self.hardware.disks:
            disk.power_loss()
        if self._qemu:
            self._qemu.kill()
        self._let_go()

    def power_off(self):
        if self._qemu:
            self._qemu.stop()
        self._let_go()

    def _let_go(self):
        if self._qmp:
            self._qmp.close()
        self._qemu = self._qmp = None
        for disk in self.hardware.disks:
            disk.close()

    def _arguments(self):
        hardware = self.hardware
        # Never KVM: a device file that opens does not mean that guests run.
        words = ["-name", self.name, "-no-user-config", "-nodefaults", "-display", "none", "-accel", "tcg,thread=multi",
                 "-m", hardware.memory, "-device", "virtio-rng-pci", "-chardev",
                 f"file,id=console,path={self.console.path},append=on", "-serial", "chardev:console",
                 "-smbios", f"type=1,serial={self.name}"]
        words += self._firmware()
        first_disk = self._disk_index()
        rom = ",romfile=" if hardware.own_pxe else ""
        if hardware.other_network:
            words += ["-netdev", f"tap,id=other,ifname=o{hardware.number},script=no,downscript=no",
                      "-device", f"virtio-net-pci,netdev=other,mac=52:54:00:99:00:{hardware.number:02x},romfile="]
        words += ["-netdev", f"tap,id=lan,ifname={self.name},script=no,downscript=no",
                  "-device", f"virtio-net-pci,netdev=lan,id=nic,mac={self.mac}{rom},bootindex={3 - first_disk}"]
        if any(disk.bus == "usb" for disk in hardware.disks):
            words += ["-device", "qemu-xhci"]
        for index, disk in enumerate(hardware.disks):
            words += self._disk(index, disk)
        if hardware.shares_host:
            words += ["-virtfs", "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap"]
        if hardware.kernel:
            words += ["-kernel", hardware.kernel, "-append", hardware.append]
        if hardware.initrd:
            words += ["-initrd", hardware.initrd]
        return words

    def _firmware(self):
        if not self.hardware.uefi:
            # Without graphics SeaBIOS and what it starts use the serial line.
            return ["-machine", "pc,graphics=off"]
        variables = self._folder / f"{self.name}.uefi"
        if not variables.exists():
            shutil.copy(OVMF_VARIABLES, variables)
        return ["-machine", "q35,graphics=off",
                "-drive", f"if=pflash,unit=0,format=raw,readonly=on,file={OVMF_CODE}",
                "-drive", f"if=pflash,unit=1,format=raw,file={variables}"]

    def _disk_index(self):
        """Where the disk is in the firmware's order; the network has the other place, and 0 is a kernel that is given."""
        return 2 if self.hardware.network_first else 1

    def _disk(self, index, disk):
        device = {"usb": "usb-storage", "nvme": "nvme", "virtio": "virtio-blk-pci"}[disk.bus]
        serial = f",serial={disk.serial}" if disk.serial else ""
        sector = f",logical_block_size={disk.sector},physical_block_size={disk.sector}" if disk.sector != 512 else ""
        boot = f",bootindex={self._disk_index()}" if index == self.hardware.boot_disk else ""
        return ["-blockdev", f"{disk.back_end()},node-name=back{index}",
                "-blockdev", f"driver=raw,file=back{index},node-name=disk{index}",
                "-device", f"{device},drive=disk{index}{serial}{sector}{boot}"]
