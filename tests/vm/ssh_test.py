# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in to Blancmange as root: with the shipped password, with a hash of another one, with keys only."""
import socket

from tests.vm.site_case import BLANCMANGE_UP, DEADLINE, SiteCase
from tools.lab.blancmange import QuickBlancmange
from tools.lab.processes import run
from tools.lab.waiting import until

OPTIONS = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=20", "-o",
           "LogLevel=ERROR", "-o", "NumberOfPasswordPrompts=1"]
IN, DENIED = "in", "Permission denied"


class SshTest(SiteCase):
    nodes = (1, 2, 3)
    images = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.folder / "id"
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", cls.key)

    def blancmange(self, number, changes):
        """A machine that runs a Blancmange of its own, with the kernel given to it: how it boots is not the question."""
        boot = self.folder / f"boot{number}"
        boot.mkdir()
        QuickBlancmange(self.build).make(self.server, changes, boot)
        machine = self.machine(number, kernel=boot / "vmlinuz", initrd=boot / "blancmange-initramfs.gz", memory=768,
                               disks=[self.disk(f"disk{number}")],
                               append="console=ttyS0,115200n8 cid.blancmange=ram quiet no_timer_check")
        machine.power_on()
        machine.console.wait(BLANCMANGE_UP, DEADLINE)
        until(lambda: self.listens(machine), 60, "dropbear listens", 0.5)
        return machine

    @staticmethod
    def listens(machine):
        try:
            socket.create_connection((machine.address, 22), 5).close()
        except OSError:
            return False
        return True

    def by_password(self, machine, password):
        return self.said(run("sshpass", "-p", password, "ssh", *OPTIONS, "-o", "PubkeyAuthentication=no", "-o",
                             "PreferredAuthentications=password", f"root@{machine.address}", "echo", "in", check=False))

    def by_key(self, machine):
        return self.said(run("ssh", *OPTIONS, "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-i", self.key,
                             f"root@{machine.address}", "echo", "in", check=False))

    @staticmethod
    def said(done):
        """What the machine or ssh answered; only IN means that the login went through, only DENIED that it was refused."""
        return (done.stdout + done.stderr).strip()

    def test_the_shipped_password_opens_it_and_no_other(self):
        machine = self.blancmange(1, [("ssh", "root_password", "t00r")])
        self.assertEqual(self.by_password(machine, "t00r"), IN)
        self.assertIn(DENIED, self.by_password(machine, "toor"))
        self.assertIn(DENIED, self.by_password(machine, ""))
        self.assertIn(DENIED, self.by_key(machine))
        machine.power_off()

    def test_a_hash_opens_it_for_its_password_alone(self):
        password_hash = run("openssl", "passwd", "-6", "correct horse").stdout.strip()
        machine = self.blancmange(2, [("ssh", "root_password", password_hash)])
        self.assertEqual(self.by_password(machine, "correct horse"), IN)
        self.assertIn(DENIED, self.by_password(machine, "t00r"))
        machine.power_off()

    def test_keys_only_means_keys_only(self):
        machine = self.blancmange(3, [("ssh", "root_password", "none"),
                                      ("ssh", "authorized_keys", self.key.with_suffix(".pub"))])
        self.assertEqual(self.by_key(machine), IN)
        self.assertIn(DENIED, self.by_password(machine, "t00r"))
        self.assertIn(DENIED, self.by_password(machine, ""))
        machine.power_off()
