# SPDX-License-Identifier: GPL-3.0-or-later
"""cidd on the lab's network, and the programs that ask it."""
import json
import os
import re
import shutil

from tools.lab.network import SERVER, address_of, mac_of
from tools.lab.processes import Failed, Process, run
from tools.lab.waiting import until

PORT, HTTP_PORT = 38008, 38080
CONSOLE = "ttyS0,115200n8"
# On a busy host a virtual machine's timer can come too late for the kernel's check of it, which then gives up.
# A processor that does not come to its turn for a while has not locked up.
CALM = "no_timer_check softlockup_panic=0"


class Server:
    """Keys and configuration in a folder of its own. Images are links to what the cache holds."""

    def __init__(self, folder, build):
        self._build = build
        self.folder = folder / "server"
        self.images = self.folder / "images"
        self.boot = self.folder / "boot"
        self.overlays = self.folder / "overlays"
        for path in (self.images, self.boot, self.overlays):
            path.mkdir(parents=True)
        self.configuration = self.folder / "cid.conf"
        self.configuration.write_text(f"[cid]\nserver = {SERVER}:{PORT}\n")
        said = run(build / "daemon/cidd", "--genkey", "--config", self.configuration)
        self.fingerprint = re.search(r"\b[0-9a-f]{64}\b", said.stdout + said.stderr)[0]
        self.key = self.folder / "key"
        self._cidd = None
        self._image_db = "# The lab's images.\n"
        (self.folder / "image_db").write_text(self._image_db)
        self.write_node_db("# The lab's machines.\n")
        self.configure()

    def configure(self, lines=""):
        self.configuration.write_text(
            f"[cid]\nserver = {SERVER}:{PORT}\nlisten = {SERVER}\nport = {PORT}\nhttp_port = {HTTP_PORT}\n"
            f"server_fingerprint = {self.fingerprint}\nimage_dir = images\nboot_dir = boot\noverlay_dir = overlays\n"
            f"state_dir = state\nboot_append = console={CONSOLE} panic=60 {CALM}\n{lines}")

    def write_node_db(self, text):
        (self.folder / "node_db").write_text(text)

    def add_image(self, archive):
        """archive is <name>-<version>-<subversion>.gz, with its manifest beside it."""
        name, version = re.fullmatch(r"(.+)-([^-]+-[^-]+)\.gz", archive.name).groups()
        for suffix in (".gz", ".manifest"):
            place(archive.with_suffix(suffix), self.images)
        self._image_db += f'[image "{name}"]\ncurrent = {version}\npath = .\nappend = {CALM}\n\n'
        (self.folder / "image_db").write_text(self._image_db)

    def append(self, words):
        """What the kernels of all images get from the next installation on, after a reload."""
        self._image_db = re.sub(r"^append = .*$", f"append = {words}", self._image_db, flags=re.MULTILINE)
        (self.folder / "image_db").write_text(self._image_db)

    @property
    def log(self):
        return self.folder / "cidd.log"

    def start(self):
        before = len(self.log.read_text()) if self.log.exists() else 0
        self._cidd = Process([self._build / "daemon/cidd", "-f", "--config", self.configuration], self.log)
        until(lambda: "up and running" in self._cidd.said()[before:] or not self._cidd.is_up(), 30, "cidd starts")
        if not self._cidd.is_up():
            raise Failed(f"cidd did not start:\n{self._cidd.said()}")

    def stop(self):
        if self._cidd:
            self._cidd.stop()
            self._cidd = None

    def kill(self):
        self._cidd.kill()
        self._cidd = None

    def start_again(self):
        """After kill(); does nothing where it runs."""
        if not self._cidd:
            self.start()

    def words(self, program, *arguments):
        return [self._build / "capt" / program, "--config", self.configuration, *arguments]

    def capt(self, job, hosts, image, seconds, *options):
        """Waits for the image on the hosts as a scheduler does; the exit code and what was said are in the result."""
        words = self.words("cidcapt", "-j", job, "-n", hosts, "-i", image, "--timeout", f"{seconds}s", *options)
        return run(*words, seconds=seconds + 60, check=False)

    def capt_begin(self, job, hosts, image, seconds):
        """As capt(), not waited for."""
        return Process(self.words("cidcapt", "-j", job, "-n", hosts, "-i", image, "--timeout", f"{seconds}s"),
                       self.folder / f"cidcapt-{job}.log")

    def console(self, picture):
        """The operator's window on a screen of its own; its log says what it showed."""
        return Process(["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", self._build / "tests/support/console_watch",
                        f"{SERVER}:{PORT}", self.fingerprint, self.folder / "operator_key", picture],
                       self.folder / "console.log")

    def ctl(self, *arguments, check=True):
        return run(*self.words("cidctl", *arguments), check=check)

    def node(self, name):
        """What cidctl node show knows, as a dictionary."""
        return json.loads(self.ctl("-o", "json", "node", "show", name).stdout)

    def state(self, name):
        return self.node(name)["state"]

    def changes(self, name):
        """Each stage that the node went through, in order, in all of its deployments."""
        events = json.loads(self.ctl("-o", "json", "events", "--node", name, "--limit", "1000").stdout)
        return [event["change"].split(" > ")[-1] for event in events if event["change"]]

    def wait_for_state(self, name, state, seconds):
        """Gives back the node; state is a regular expression."""
        def look():
            node = self.node(name)
            return node if re.fullmatch(state, node["state"]) else None
        return until(look, seconds, lambda: f"{name} is {state}; it is:\n{self.ctl('node', 'show', name).stdout}", 0.5)


def place(file, folder):
    """The file in another folder, without a copy where that can be."""
    try:
        os.link(file, folder / file.name)
    except OSError:
        shutil.copy(file, folder)


def node_section(number, lines=""):
    """A section of node_db for the machine of that number."""
    return f'[node "n{number}"]\nmac = {mac_of(number)}\nip = {address_of(number)}\nconsole = {CONSOLE}\n{lines}\n'
