# SPDX-License-Identifier: GPL-3.0-or-later
"""A node comes back by itself: an accepted image is never given up because the server is away, and one that never comes
through ends in Blancmange, which says why. Each test has a node of its own."""
from tests.vm.lab_case import long_form
from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, LOGIN, SiteCase
from tools.lab.server import CALM
from tools.lab.waiting import until

AWAY, HANGS, ROOT, AGENT, NETWORK, PANICS = range(1, 7)
# How long the guard waits here: an image is up in 20 seconds, on a busy host in 60.
PATIENCE = 90
# Three starts of an image that hangs, and Blancmange.
BACK_WITHIN = 3 * (PATIENCE + 60) + 120
UNIT = "etc/systemd/system/cidkid.service.d/panic.conf"
PANIC = ("[Service]\nExecStartPre=/bin/sh -c 'modprobe efi_pstore; echo these were its last words >/dev/kmsg; "
         "echo c >/proc/sysrq-trigger'\n")


class ComingBackTest(SiteCase):
    nodes = (AWAY, HANGS, ROOT, AGENT, NETWORK)

    def tearDown(self):
        for machine in self.machines:
            machine.power_off()
        self.server.start_again()

    def boot_with(self, words):
        """What the image's kernel gets from now on."""
        self.server.append(words)
        self.server.ctl("reload")

    def test_an_accepted_image_outlives_the_server(self):
        self.boot_with(CALM)
        disk = self.disk("away")
        machine = self.machine(AWAY, disks=[disk])
        self.install("job1", machine)
        until(lambda: "\ndefault=0\n" in disk.file_in(1, "/grub/grubenv"), 60,
              "the boot state says that the image was accepted")
        self.server.kill()
        for _ in range(4):
            machine.console.skip()
            machine.reset()
            machine.console.wait(LOGIN, DEADLINE)
            self.assertFalse(machine.console.has(BLANCMANGE_UP))
        self.server.start_again()
        until(lambda: self.server.node(machine.name)["connected"], 120, "the node is heard again")
        self.assertEqual(self.server.state(machine.name), "running")

    def never_comes_through(self, number, words, **hardware):
        """Nobody touches the node until it is in Blancmange and has told why; gives back the node."""
        self.boot_with(f"{CALM} cid_guard={PATIENCE} {words}")
        machine = self.machine(number, disks=[self.disk(f"disk{number}")], **hardware)
        capt = self.server.capt_begin(f"job{number}", machine.name, "debian", DEADLINE + BACK_WITHIN)
        self.addCleanup(capt.stop)
        machine.power_on()
        self.server.wait_for_state(machine.name, r"rebooting\(2\)", DEADLINE)
        node = self.server.wait_for_state(machine.name, "failed", BACK_WITHIN)
        self.assertRegex(node["note"], "started 3 times and its cidkid never came through")
        self.assertEqual(capt.wait(60), 1, capt.said())
        return machine, node

    def test_an_image_whose_init_sleeps(self):
        machine, _ = self.never_comes_through(HANGS, "init=/usr/bin/sleep infinity")
        self.assertTrue(machine.console.has("cid-guard: nobody confirmed this start in time"))
        # The same node takes the image when it is mended.
        self.boot_with(CALM)
        capt = self.server.capt_begin("mended", machine.name, "debian", DEADLINE)
        self.finish(capt, machine)
        machine.console.wait("cid-guard: this start was confirmed", 60)

    @long_form
    def test_an_image_with_a_wrong_root(self):
        self.never_comes_through(ROOT, "root=UUID=00000000-0000-0000-0000-000000000000")

    @long_form
    def test_an_image_whose_cidkid_is_dead(self):
        self.never_comes_through(AGENT, "systemd.mask=cidkid.service")

    @long_form
    def test_an_image_without_a_network(self):
        self.never_comes_through(NETWORK, "systemd.mask=systemd-networkd.service")


@long_form
class PanicTest(SiteCase):
    """With UEFI the kernel's last words survive."""
    node_lines = "layout = grub-gpt\n"
    nodes = (PANICS,)
    images = {"debian": {"etc/motd": "This panics.\n", UNIT: PANIC}}

    def test_a_panic_is_told_with_the_kernels_last_words(self):
        machine = self.machine(PANICS, disks=[self.disk("panics")], uefi=True)
        capt = self.server.capt_begin("job", machine.name, "debian", DEADLINE + BACK_WITHIN)
        self.addCleanup(capt.stop)
        machine.power_on()
        self.server.wait_for_state(machine.name, "failed", DEADLINE + BACK_WITHIN)
        told = self.server.ctl("node", "show", machine.name).stdout
        self.assertIn("started 3 times", told)
        self.assertIn("these were its last words", told)
        self.assertIn("sysrq triggered crash", told)
