// SPDX-License-Identifier: GPL-3.0-or-later
// Only here so that there is a target which owns the precompiled header.
