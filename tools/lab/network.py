# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's network: a bridge on which the server has an address, a tap for each machine, DHCP and TFTP."""
import json
from pathlib import Path

from tools.lab.processes import Failed, Process, run
from tools.lab.waiting import until

BRIDGE = "lab"
SERVER = "10.38.0.1"
MASK_BITS = 24


def mac_of(number):
    return f"52:54:00:38:00:{number:02x}"


def address_of(number):
    return f"10.38.0.{100 + number}"


class OtherNetwork:
    """A network of another room, on an interface of its own, whose DHCP server has the address ADDRESS.1. Made in an
    enclosure, which takes back what close() did not."""

    def __init__(self, folder, name, address, make, has_router=False):
        """make says what kind of interface it is, as ip link add has it. Without a router nobody gets anywhere."""
        self.name = name
        self._taps = []
        run("ip", "link", "add", *make)
        run("ip", "address", "add", f"{address}.1/{MASK_BITS}", "dev", name)
        # This machine has the server's address, too: here it shall not say so.
        Path(f"/proc/sys/net/ipv4/conf/{name}/arp_ignore").write_text("1\n")
        run("ip", "link", "set", name, "up")
        configuration = folder / f"{name}.conf"
        configuration.write_text("\n".join([
            "port=0", f"interface={name}", "except-interface=lo", "bind-interfaces", "user=root", "dhcp-authoritative",
            f"dhcp-leasefile={folder}/{name}.leases", f"dhcp-range={address}.100,{address}.150",
            *([] if has_router else ["dhcp-option=option:router"])]) + "\n")
        self._dnsmasq = Process(["dnsmasq", "-k", f"--conf-file={configuration}", "--log-facility=-"],
                                folder / f"{name}.log")

    def add_tap(self, name):
        if name not in self._taps:
            run("ip", "tuntap", "add", name, "mode", "tap")
            self._taps.append(name)
        run("ip", "link", "set", name, "master", self.name, "up")

    def close(self):
        self._dnsmasq.stop()
        for name in [*self._taps, self.name]:
            run("ip", "link", "delete", name, check=False)


class Network:
    """Exists once in an enclosure, which takes back what close() did not."""

    def __init__(self, folder):
        self._folder = folder
        self._dnsmasq = None
        self._taps = []
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", BRIDGE, "type", "bridge", "stp_state", "0", "forward_delay", "0")
        run("ip", "address", "add", f"{SERVER}/{MASK_BITS}", "dev", BRIDGE)
        run("ip", "link", "set", BRIDGE, "up")

    def add_tap(self, name):
        """A tap on the bridge; one that exists is taken again."""
        if name not in self._taps:
            run("ip", "tuntap", "add", name, "mode", "tap")
            self._taps.append(name)
        run("ip", "link", "set", name, "master", BRIDGE, "up")

    def close(self):
        self.stop_dhcp()
        for name in [*self._taps, BRIDGE]:
            run("ip", "link", "delete", name, check=False)

    def start_dhcp(self, tftp, lines):
        """dnsmasq, with lines that say who gets an address and what machines boot."""
        self.stop_dhcp()
        configuration = self._folder / "dnsmasq.conf"
        configuration.write_text("\n".join([
            "port=0", f"interface={BRIDGE}", "except-interface=lo", "bind-interfaces", "log-dhcp", "user=root",
            f"dhcp-leasefile={self._folder}/leases", "dhcp-authoritative", f"tftp-root={tftp}", *lines]) + "\n")
        self._dnsmasq = Process(["dnsmasq", "-k", f"--conf-file={configuration}", "--log-facility=-"],
                                self._folder / "dnsmasq.log")
        until(lambda: "started" in self._dnsmasq.said() or not self._dnsmasq.is_up(), 20, "dnsmasq starts")
        if not self._dnsmasq.is_up():
            raise Failed(f"dnsmasq did not start:\n{self._dnsmasq.said()}")

    def stop_dhcp(self):
        if self._dnsmasq:
            self._dnsmasq.stop()
            self._dnsmasq = None

    @property
    def dhcp_log(self):
        return self._folder / "dnsmasq.log"

    @staticmethod
    def bytes_to(name):
        """How many bytes went to the machine so far. Not read from /sys, which shows the network that it was mounted in."""
        return json.loads(run("ip", "-j", "-s", "link", "show", "dev", name).stdout)[0]["stats64"]["tx"]["bytes"]
