// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

namespace cid {

/// What the guard sees of its machine: file systems of the kernel's own that nobody else can unmount, kept as open
/// folders because the root below them changes. An object lives as long as the process.
class Surroundings
{
public:
    Surroundings();

    /// False in a process namespace of its own, a test's: there the guard touches nothing but its processes.
    [[nodiscard]] bool isMachine() const { return m_isMachine; }
    /// A line in the kernel's log. Consoles show errors always, the rest where the kernel was not told to be quiet.
    enum class Weight : unsigned char { Error, Note };
    void say(const char *text, Weight weight = Weight::Error) const;
    /// A process of that name runs.
    [[nodiscard]] bool runs(const char *name) const;
    /// Syncs, for ten seconds at most, and starts the machine again, by force after 30 more.
    [[noreturn]] void startAgain() const;

    [[nodiscard]] int devices() const { return m_devices; }
    [[nodiscard]] int system() const { return m_system; }

private:
    void put(int folder, const char *path, const char *text) const;

    int m_devices = -1; ///< /dev
    int m_system = -1; ///< /sys
    int m_processes = -1; ///< /proc
    int m_log = 2;
    bool m_isMachine = false;
};

/// Up to \a room - 1 bytes of a file, ended by 0; the length, or -1.
ssize_t readText(int folder, const char *path, char *text, ssize_t room);

} // namespace cid
