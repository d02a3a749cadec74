# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines that cidd switches: one that is off is switched on for its job, one that hangs is switched off and on."""
from tests.vm.site_case import DEADLINE, SiteCase
from tools.lab.strip import PowerStrip
from tools.lab.waiting import until

ORDER_TIMEOUT = 60


class SwitchedTest(SiteCase):
    node_lines = "layout = grub-msdos\npower = strip\n"
    nodes = (1,)
    images = {"debian": {"etc/motd": "This is debian.\n"}, "other": {"etc/motd": "This is another.\n"}}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strip = PowerStrip(cls.folder)
        cls.addClassCleanup(cls.strip.stop)
        power = cls.server.folder / "power.conf"
        power.write_text(cls.strip.configuration())
        power.chmod(0o600)
        cls.server.configure(f"order_timeout = {ORDER_TIMEOUT} s\n")
        cls.server.ctl("reload")

    def test_nobody_touches_the_machine(self):
        machine = self.machine(1, disks=[self.disk("disk1")])
        self.strip.add(machine)
        capt = self.server.capt_begin("first", machine.name, "debian", DEADLINE)
        self.addCleanup(capt.stop)
        self.finish(capt, machine)
        self.assertEqual(self.strip.acts(), ["on n1"])
        self.say("it was off, and runs its image")
        # It hangs: its connection stands for a while, and nothing on it moves any more.
        machine.freeze()
        capt = self.server.capt_begin("second", machine.name, "other", DEADLINE)
        self.addCleanup(capt.stop)
        until(lambda: self.strip.acts() == ["on n1", "off n1", "on n1"], ORDER_TIMEOUT + 60, "it is switched off and on")
        self.finish(capt, machine)
        events = self.server.ctl("events", "--node", machine.name).stdout
        self.assertRegex(events, "did not (come for|begin with) its order")
        self.assertEqual(self.server.ctl("power", "status", machine.name, "-o", "csv").stdout.split("\n")[1],
                         "n1,on,strip,")
        # An operator's word, by name.
        self.server.ctl("power", "off", machine.name, "--yes", "--take")
        until(lambda: not machine.is_on(), 30, "it is off")
        self.assertEqual(self.strip.acts()[-1], "off n1")
