# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits that end."""
import time


class TooLate(AssertionError):
    """Something did not happen in its time."""


def until(condition, seconds, what, step=0.1):
    """The first true value of condition(); TooLate after the seconds. what says what was waited for; it may be called."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TooLate(f"not within {seconds:.0f} s: {what() if callable(what) else what}")
        time.sleep(step)
