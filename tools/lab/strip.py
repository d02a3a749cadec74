# SPDX-License-Identifier: GPL-3.0-or-later
"""A strip of power sockets that cidd switches by a script: what it is told lies in a folder, and a thread does it."""
import threading
import time

SCRIPT = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
case $1 in
status) if [ -e "$2.on" ]; then echo on; else echo off; fi ;;
*) echo "$1 $2" >>acts; : >"$2.$1.wanted" ;;
esac
"""


class PowerStrip:
    """Only it switches its machines while it is there; stop() ends that."""

    def __init__(self, folder):
        self.folder = folder / "strip"
        self.folder.mkdir()
        self._script = self.folder / "strip"
        self._script.write_text(SCRIPT)
        self._script.chmod(0o755)
        self._machines = []
        self._goes_on = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def configuration(self):
        """The section of power.conf."""
        return "".join(["[power \"strip\"]\nvia = command\n",
                        *(f"{act} = {self._script} {act} {{node}}\n" for act in ("status", "on", "off"))])

    def add(self, machine):
        self._machines.append(machine)

    def acts(self):
        path = self.folder / "acts"
        return path.read_text().split("\n")[:-1] if path.exists() else []

    def stop(self):
        self._goes_on = False
        self._thread.join(30)

    def _serve(self):
        while self._goes_on:
            for machine in list(self._machines):
                self._look_at(machine)
            time.sleep(0.2)

    def _look_at(self, machine):
        off, on, lamp = (self.folder / f"{machine.name}.{what}" for what in ("off.wanted", "on.wanted", "on"))
        if off.exists():
            off.unlink()
            machine.cut_power()
            lamp.unlink(missing_ok=True)
        if on.exists():
            on.unlink()
            if not machine.is_on():
                machine.power_on()
            lamp.touch()
