# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that run beside the lab, and programs that it waits for."""
import subprocess

from tools.lab.waiting import TooLate


class Failed(AssertionError):
    """A program ended with an error; its output is in the text."""


class Process:
    """A program in the background, with a log. It ends when stop() or kill() says so, by its id."""

    def __init__(self, arguments, log, **options):
        self.name = str(arguments[0]).rsplit("/", 1)[-1]
        self.log = log
        with open(log, "ab") as output:
            self._process = subprocess.Popen([str(word) for word in arguments], stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=output, start_new_session=True, **options)

    @property
    def pid(self):
        return self._process.pid

    def is_up(self):
        return self._process.poll() is None

    def code(self):
        return self._process.poll()

    def wait(self, seconds):
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TooLate(f"{self.name} did not end within {seconds} s; see {self.log}") from None

    def said(self):
        return self.log.read_text(errors="replace")

    def stop(self, seconds=20):
        """SIGTERM, and SIGKILL for one that does not listen."""
        self._process.terminate()
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self):
        self._process.kill()
        return self._process.wait()


def run(*arguments, seconds=120, check=True, given="", **options):
    """Runs a program to its end; given is what it reads. With check anything but 0 is Failed."""
    words = [str(word) for word in arguments]
    try:
        done = subprocess.run(words, input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              errors="replace", timeout=seconds, check=False, **options)
    except subprocess.TimeoutExpired:
        raise TooLate(f"{' '.join(words)} did not end within {seconds} s") from None
    if check and done.returncode != 0:
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done
