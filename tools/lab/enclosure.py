# SPDX-License-Identifier: GPL-3.0-or-later
"""Namespaces that the whole lab lives in, so that the kernel takes everything back however the lab ends."""
import ctypes
import os
import shutil
import signal
import sys

CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET = 0x00020000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _mount(source, target, kind, flags):
    _checked(_libc.mount(source, target, kind, ctypes.c_ulong(flags), None), f"mount {target.decode()}")


def _wait(child):
    """Passes on what asks this process to end; the child cleans up and ends, and so does this one."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _: os.kill(child, signal.SIGTERM))
    while True:
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return os.WEXITSTATUS(status)
        if os.WIFSIGNALED(status):
            return 128 + os.WTERMSIG(status)


def enter(scratch=None):
    """Goes on in a child with a network, mounts and processes of its own. With the child, its first process, all others
    end, even after SIGKILL; the bridge, the taps and the mounts go with the last of them, and then the scratch folder."""
    if os.geteuid() != 0:
        sys.exit("The lab needs root: it makes network interfaces.")
    _checked(_libc.unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET), "unshare")
    child = os.fork()
    if child:
        code = _wait(child)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(code)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _mount(b"none", b"/", None, MS_REC | MS_PRIVATE)
    _mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    # The first process of a namespace gets no signal that it has no handler for.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
