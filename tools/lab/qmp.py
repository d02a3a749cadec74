# SPDX-License-Identifier: GPL-3.0-or-later
"""QEMU's machine protocol, as much of it as power switches and cables need."""
import json
import socket

from tools.lab.waiting import until


class Qmp:
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(20)
        until(lambda: self._connect(path), 20, f"QEMU listens on {path}")
        self._lines = self._socket.makefile("r")
        self._lines.readline()
        self.ask("qmp_capabilities")

    def _connect(self, path):
        try:
            self._socket.connect(str(path))
            return True
        except OSError:
            return False

    def ask(self, command, **arguments):
        self._socket.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())
        while True:
            line = self._lines.readline()
            if not line:
                raise ConnectionError(f"QEMU ended while it was asked for {command}")
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")

    def close(self):
        self._socket.close()
