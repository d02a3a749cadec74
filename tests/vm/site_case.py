# SPDX-License-Identifier: GPL-3.0-or-later
"""A site: machines that netboot Blancmange, a server, and images that real machines boot."""
import os
import sys
import time
from pathlib import Path

from tests.vm.lab_case import LabCase
from tools.lab import artefacts
from tools.lab.blancmange import QuickBlancmange
from tools.lab.server import Server, node_section
from tools.lab.waiting import TooLate, until

# No test waits longer for a node than this; how long it should take is a different matter.
DEADLINE = 600
LOGIN = r"\bn\d+ login:"
BLANCMANGE_UP = r"blancmange: ready: cidkid starts"


class SiteCase(LabCase):
    """setUpClass makes everything but the machines. A class chooses with these:"""
    node_lines = "layout = grub-msdos\n"  # for each node's section
    nodes = (1, 2)
    blancmange_kind = QuickBlancmange
    top_config = ()  # (section, key, value)...
    images = {"debian": {"etc/motd": "This is debian.\n"}}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build = Path(os.environ["NOTP_BUILD"])
        cls.server = Server(cls.folder, cls.build)
        cls.addClassCleanup(cls.server.stop)
        cls.server.write_node_db("\n".join(node_section(number, cls.node_lines) for number in cls.nodes))
        for name, files in cls.images.items():
            cls.server.add_image(artefacts.node_image(cls.build, f"{name}-1-1", files))
        cls.blancmange_kind(cls.build).make(cls.server, cls.top_config)
        cls.server.start()
        cls.start_dhcp()

    @classmethod
    def start_dhcp(cls, *lines):
        """With what build_image wrote for dnsmasq, as an operator would take it, and addresses for machines that are in
        no node_db."""
        cls.network.start_dhcp(cls.server.boot, [f"conf-file={cls.server.boot}/dnsmasq.conf",
                                                 "dhcp-range=10.38.0.200,10.38.0.220", *lines])

    @classmethod
    def say(cls, text):
        print(f"    {text}", file=sys.stderr, flush=True)

    def finish(self, capt, *machines, seconds=DEADLINE):
        """cidcapt has to end with 0; where it does not, the consoles tell why."""
        try:
            until(lambda: not capt.is_up(), seconds, f"{capt.log.name} ends", 0.2)
        except TooLate as late:
            self.fail(f"{late}\n{capt.said()[-3000:]}\n{self.stories(machines)}")
        self.assertEqual(capt.code(), 0, f"{capt.said()[-3000:]}\n{self.stories(machines)}")

    def stories(self, machines):
        return "\n".join(f"== {machine.name}\n{self.server.ctl('node', 'show', machine.name, check=False).stdout}\n"
                         f"{machine.console.tail(25)}" for machine in machines)

    def install(self, job, machine, image="debian", seconds=DEADLINE):
        """Switches the machine on and brings it into the image; gives back how long it took."""
        capt = self.server.capt_begin(job, machine.name, image, seconds)
        begin = time.monotonic()
        machine.power_on()
        self.finish(capt, machine, seconds=seconds + 30)
        return time.monotonic() - begin
