# SPDX-License-Identifier: GPL-3.0-or-later
"""Power that is lost at any moment between partitioning and the first start of the image."""
import hashlib
import os
import random
import time

from tests.vm.lab_case import LONG
from tests.vm.site_case import DEADLINE, SiteCase
from tools.lab import artefacts
from tools.lab.disks import CachedDisk
from tools.lab.waiting import until

# What the image says of itself at each start: whether everything that was installed is there and whole.
CHECK = """[Unit]
Description=Looks at every program and library
[Service]
Type=oneshot
ExecStart=/bin/sh -c '(sha256sum --check --quiet /usr/lib/lab.sums && echo "lab: WHOLE" || echo "lab: DAMAGED") >/dev/ttyS0 2>&1'
"""
STARTS_CHECK = "[Unit]\nWants=lab-check.service\n"
STARTED = r"notP: the image in slot|notP: Blancmange|iPXE initialising devices"
UNDER_WAY = r"partitioning|self-install|rebooting\(1\)|blancmange|installing"
IMAGE_WRITTEN = ("bootloader", "rebooting(2)", "running")


class PowerTest(SiteCase):
    """In the short form the machine has a BIOS that asks the network first, and a GPT."""
    rounds = 20 if LONG else 1
    node_lines = SiteCase.node_lines if LONG else "layout = grub-gpt-bios\n"
    hardware = {} if LONG else {"network_first": True}
    nodes = tuple(range(1, rounds + 2))  # Each round has a machine that was never there before.

    @classmethod
    def setUpClass(cls):
        root = artefacts.node_root()
        programs = [path for path in sorted(root.glob("usr/sbin/*")) if path.is_file() and not path.is_symlink()]
        sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  /{path.relative_to(root)}\n" for path in programs)
        cls.images = {"debian": {"etc/systemd/system/lab-check.service": CHECK, "usr/lib/lab.sums": sums,
                                 "etc/systemd/system/multi-user.target.d/lab.conf": STARTS_CHECK}}
        super().setUpClass()
        cls.seed = int(os.environ.get("NOTP_SEED") or random.randrange(1 << 32))
        cls.random = random.Random(cls.seed)
        cls.say(f"NOTP_SEED={cls.seed}")

    def test_it_comes_back_and_never_runs_half_an_image(self):
        for index, cuts in enumerate(self.rounds_of_cuts()):
            with self.subTest(cuts=[(state, round(moment, 1)) for state, moment in cuts]):
                try:
                    self.round_with_losses(index + 2, cuts)
                finally:
                    self.machines[-1].power_off()

    def rounds_of_cuts(self):
        """When the power is lost: seconds after a state was entered. In the short form one machine loses it in each part
        of its way; in the long form the way is measured first, and each round has its one moment in it."""
        if not LONG:
            return [[(state, self.random.uniform(0, 8)) for state in ("partitioning|self-install", "installing", r"rebooting\(2\)")]]
        span = self.round_without_loss(1)
        return [[(UNDER_WAY, span * (index + self.random.random()) / self.rounds)] for index in range(self.rounds)]

    def begin(self, number):
        machine = self.machine(number, disks=[self.disk(f"disk{number}", kind=CachedDisk)], **self.hardware)
        capt = self.server.capt_begin(f"job{number}", machine.name, "debian", 2 * DEADLINE)
        machine.power_on()
        return machine, capt

    def round_without_loss(self, number):
        machine, capt = self.begin(number)
        self.server.wait_for_state(machine.name, UNDER_WAY, 300)
        begin = time.monotonic()
        self.server.wait_for_state(machine.name, "running", DEADLINE)
        span = time.monotonic() - begin
        self.end(machine, capt)
        return span

    def round_with_losses(self, number, cuts):
        machine, capt = self.begin(number)
        for state, moment in cuts:
            self.lose_power(machine, state, moment)
        self.end(machine, capt)

    def end(self, machine, capt):
        self.finish(capt, machine)
        machine.console.wait("lab: WHOLE", 120)
        if not LONG:
            self.comes_back_to_the_image(machine)
        machine.power_off()
        machine.hardware.disks[0].path.unlink()

    def comes_back_to_the_image(self, machine):
        before = self.server.changes(machine.name).count("partitioning")
        machine.power_off()
        machine.console.skip()
        machine.power_on()
        machine.console.wait("lab: WHOLE", DEADLINE)
        self.server.wait_for_state(machine.name, "running", 60)
        self.assertEqual(self.server.changes(machine.name).count("partitioning"), before, "it was installed once more")

    def lose_power(self, machine, state, moment):
        self.server.wait_for_state(machine.name, state, DEADLINE)
        time.sleep(moment)
        machine.cut_power()
        state = self.server.state(machine.name)
        self.say(f"cut after {moment:.1f} s in {state}")
        machine.console.skip()
        machine.power_on()
        until(lambda: machine.console.has(STARTED), 180, "the machine starts something")
        if state not in IMAGE_WRITTEN:
            self.assertFalse(machine.console.has("notP: the image in slot"), "an image that was not whole was started")
