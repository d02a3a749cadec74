# SPDX-License-Identifier: GPL-3.0-or-later
"""Which network is the right one: that in which cidd answers. Each test has a node of its own."""
from tests.vm.lab_case import long_form
from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, SiteCase
from tools.lab.network import BRIDGE, OtherNetwork
from tools.lab.server import CALM, CONSOLE

CAMPUS, INSTALLED, LATE, TAGGED = range(1, 5)


class NetworkTest(SiteCase):
    nodes = (CAMPUS, INSTALLED, LATE, TAGGED)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campus = OtherNetwork(cls.folder, "campus", "10.99.0", ["campus", "type", "bridge", "stp_state", "0"])
        cls.addClassCleanup(cls.campus.close)

    def tearDown(self):
        for machine in self.machines:
            machine.power_off()

    def blancmange(self, number, words="", **hardware):
        """A machine that starts Blancmange and was told by nobody which card it came from."""
        machine = self.machine(number, disks=[self.disk(f"disk{number}")], kernel=self.server.boot / "vmlinuz",
                               initrd=self.server.boot / "blancmange-initramfs.gz",
                               append=f"console={CONSOLE} {CALM} cid.blancmange=ram {words}", **hardware)
        machine.power_on()
        return machine

    def test_a_network_that_leads_nowhere_is_left(self):
        machine = self.blancmange(CAMPUS, other_network=self.campus)
        machine.console.wait(r"eth0 has the address 10\.99\.0\.\d+/24 from the DHCP server 10\.99\.0\.1", DEADLINE)
        machine.console.wait("eth0: no way to cidd from here", 60)
        machine.console.wait(r"eth1 has the address 10\.38\.0\.", 60)
        machine.console.wait(BLANCMANGE_UP, 120)

    @long_form
    def test_the_card_is_remembered_on_the_disk(self):
        machine = self.machine(INSTALLED, disks=[self.disk("installed")], other_network=self.campus)
        capt = self.server.capt_begin("job", machine.name, "debian", DEADLINE)
        machine.power_on()
        self.server.wait_for_state(machine.name, r"rebooting\(1\)", DEADLINE)
        machine.console.skip()
        machine.console.wait("notP: Blancmange", 120)
        machine.console.wait("has the address", 120)
        self.assertFalse("10.99.0." in machine.console.text(), "the first card was asked first")
        self.finish(capt, machine)

    @long_form
    def test_a_link_that_comes_late_is_in_time(self):
        machine = self.blancmange(LATE)
        machine.set_cable(False)
        machine.console.wait("eth0: no link; is the cable plugged in", DEADLINE)
        # In the middle of a long pause.
        machine.console.wait("again in 16 s", DEADLINE)
        machine.set_cable(True)
        machine.console.wait(BLANCMANGE_UP, 90)

    @long_form
    def test_a_vlan_with_a_tag(self):
        name = f"{BRIDGE}.7"
        tagged = OtherNetwork(self.folder, name, "10.37.0", ["link", BRIDGE, "name", name, "type", "vlan", "id", "7"], True)
        self.addCleanup(tagged.close)
        machine = self.blancmange(TAGGED, "cid.vlan=7")
        machine.console.wait(r"eth0\.7 has the address 10\.37\.0\.", DEADLINE)
        machine.console.wait(BLANCMANGE_UP, 120)
