# SPDX-License-Identifier: GPL-3.0-or-later
"""What a virtual machine writes to its serial line."""
import re
import time

from tools.lab.waiting import until

DEAD = "Kernel panic - not syncing|Initramfs unpacking failed"


class Dead(AssertionError):
    """A kernel said that it cannot go on."""


class Console:
    """Reads a log that grows. wait() goes on where the last wait() found something."""

    def __init__(self, path):
        self.path = path
        self._from = 0

    def text(self):
        return self.path.read_text(errors="replace") if self.path.exists() else ""

    def new(self):
        """What came since the last wait() that found something."""
        return self.text()[self._from:]

    def skip(self):
        """What is there already is of no interest to wait()."""
        self._from = len(self.text())

    def has(self, pattern):
        return re.search(pattern, self.new()) is not None

    def wait(self, pattern, seconds):
        """Waits for a pattern; gives back the time at which it was seen. A kernel that gave up is not waited for."""
        def find():
            new = self.new()
            match = re.search(pattern, new)
            if match:
                self._from += match.end()
            elif re.search(DEAD, new):
                raise Dead(f"the kernel gave up before “{pattern}” on {self.path}:\n{self.tail()}")
            return match
        until(find, seconds, lambda: f"“{pattern}” on {self.path}; its end:\n{self.tail()}")
        return time.monotonic()

    def tail(self, lines=15):
        return "\n".join(self.text().splitlines()[-lines:])
