# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of tools/demo: a site of virtual machines, and three jobs on it."""
import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.lab import artefacts, enclosure
from tools.lab.blancmange import QuickBlancmange
from tools.lab.disks import DiskFile
from tools.lab.machine import Hardware, Machine
from tools.lab.network import Network
from tools.lab.server import Server, node_section

GIGABYTE = 1 << 30
IMAGES = {"debian": {"etc/motd": "This is the debian image.\n"}, "compute": {"etc/motd": "This is the compute image.\n"}}
DEADLINE = 900


class JobFailed(Exception):
    """cidcapt ended with something else than 0; it has said why."""


def say(text):
    print(f"\n\033[1m== {text}\033[0m", flush=True)


class Demo:
    def __init__(self, options, folder):
        self._options = options
        self._folder = folder
        self._machines = []
        self._server = None

    def set_up(self):
        """What needs the network outside comes before the enclosure."""
        say(f"Making a Debian root file system and fetching Blancmange's parts (once, cached in {artefacts.cache_folder()})")
        artefacts.prepare()
        self._blancmange = QuickBlancmange(self._options.build)
        self._blancmange.prepare()
        say("Packing two images with mkimg.linux: debian-12-1, and compute-12-1 with another message of the day")
        self._archives = [artefacts.node_image(self._options.build, f"{name}-12-1", files) for name, files in IMAGES.items()]

    def start(self):
        numbers = range(1, self._options.nodes + 1)
        self._server = Server(self._folder, self._options.build)
        layout = "grub-gpt" if self._options.uefi else "grub-msdos"
        self._server.write_node_db("\n".join(node_section(number, f"layout = {layout}\n") for number in numbers))
        for archive in self._archives:
            self._server.add_image(archive)
        say("Putting Blancmange together for this server")
        self._blancmange.make(self._server)
        for file in sorted(self._server.boot.iterdir()):
            print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.name}")
        say(f"Starting cidd, DHCP and {self._options.nodes} machines with empty disks")
        self._server.start()
        print(self._server.log.read_text().splitlines()[0])
        network = Network(self._folder)
        network.start_dhcp(self._server.boot, [f"conf-file={self._server.boot}/dnsmasq.conf"])
        for number in numbers:
            disk = DiskFile(self._folder / f"n{number}.img", 6 * GIGABYTE, f"DEMO{number}")
            machine = Machine(Hardware(number, [disk], memory=768, uefi=self._options.uefi),
                              network, self._folder)
            self._machines.append(machine)
            machine.power_on()
            print(f"{machine.name}: console in {machine.console.path}")

    def capt(self, job, hosts, image):
        begin = time.monotonic()
        words = self._server.words("cidcapt", "-j", job, "-n", hosts, "-i", image, "--timeout", f"{DEADLINE}s")
        print(f"$ cidcapt -j {job} -n '{hosts}' -i {image}", flush=True)
        code = subprocess.run(words, check=False).returncode
        if code != 0:
            raise JobFailed(f"cidcapt ended with {code}")
        print(f"after {time.monotonic() - begin:.1f} s")

    def run_jobs(self):
        say("A job asks for debian on all of them: netboot, installation, reboot, image, reboot")
        self.capt("demo.1", f"n[1-{self._options.nodes}]", "debian")
        say("A second job asks for compute on n1")
        self.capt("demo.2", "n1", "compute")
        say("A third job asks for debian there: it is still on the disk, nothing is fetched")
        self.capt("demo.3", "n1", "debian")
        say("A fourth job asks for what already runs")
        self.capt("demo.4", "n2", "debian")
        say("What cidd knows now")
        print(self._server.ctl("nodes").stdout)

    def explain(self):
        """For the reader of a demonstration that failed: the ends of all logs."""
        for log in [self._folder / "server/cidd.log", *sorted(self._folder.glob("*.console"))]:
            if log.exists():
                print(f"--- {log}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-15:]), file=sys.stderr)

    def stop(self):
        for machine in self._machines:
            machine.power_off()
        if self._server:
            self._server.stop()


def main():
    parser = argparse.ArgumentParser(prog="tools/demo")
    parser.add_argument("--uefi", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--nodes", type=int, default=2)
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="notp-demo."))
    demo = Demo(options, folder)
    done = False
    try:
        demo.set_up()
        enclosure.enter()
        demo.start()
        demo.run_jobs()
        done = True
        say("Done: every machine runs the image it was asked for")
    except (AssertionError, JobFailed) as failure:
        print(f"tools/demo: {failure}", file=sys.stderr)
        demo.explain()
    finally:
        demo.stop()
        if options.keep or not done:
            print(f"left behind: {folder}")
        else:
            shutil.rmtree(folder)
    sys.exit(0 if done else 1)


if __name__ == "__main__":
    main()
