# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual machines that boot over a network of their own: what tests/vm and tools/demo share."""
