// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/guard/surroundings.h"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cid {

namespace {

constexpr char place[] = "/.cid-guard";
constexpr ino_t firstProcessNamespace = 0xeffffffc; // PROC_PID_INIT_INO of the kernel
constexpr int syncSeconds = 10;
constexpr int rebootSeconds = 30;

/// The root of a file system that is mounted nowhere any more.
int openFileSystem(const char *type)
{
    if (::mount(type, place, type, 0, nullptr) != 0)
        return -1;
    const int folder = ::open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ::umount2(place, MNT_DETACH);
    return folder;
}

/// Waits for a child of ours.
void await(pid_t child, int seconds)
{
    const timespec moment{0, 100'000'000};
    for (int i = 0; child > 0 && i < seconds * 10 && ::waitpid(child, nullptr, WNOHANG) == 0; ++i)
        ::nanosleep(&moment, nullptr);
}

} // namespace

ssize_t readText(int folder, const char *path, char *text, ssize_t room)
{
    const int file = ::openat(folder, path, O_RDONLY | O_CLOEXEC);
    const ssize_t size = file < 0 ? -1 : ::read(file, text, static_cast<size_t>(room - 1));
    if (file >= 0)
        ::close(file);
    text[size > 0 ? size : 0] = '\0';
    return size;
}

Surroundings::Surroundings()
{
    ::unshare(CLONE_NEWNS);
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    ::mkdir(place, 0700);
    m_processes = openFileSystem("proc");
    m_system = openFileSystem("sysfs");
    m_devices = openFileSystem("devtmpfs");
    ::rmdir(place);
    struct stat own{};
    m_isMachine = ::fstatat(m_processes, "self/ns/pid", &own, 0) == 0 && own.st_ino == firstProcessNamespace;
    if (!m_isMachine)
        return;
    put(m_processes, "self/oom_score_adj", "-1000");
    if (const int log = ::openat(m_devices, "kmsg", O_WRONLY | O_CLOEXEC); log >= 0)
        m_log = log;
    // The console is the image's.
    for (int descriptor = 0; m_log != 2 && descriptor <= 2; ++descriptor)
        ::close(descriptor);
}

void Surroundings::put(int folder, const char *path, const char *text) const
{
    const int file = ::openat(folder, path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    if (::write(file, text, ::strlen(text)) < 0)
        say("a file of the kernel cannot be written");
    ::close(file);
}

void Surroundings::say(const char *text, Weight weight) const
{
    char line[200] = "<3>cid-guard: ";
    if (weight == Weight::Note)
        line[1] = '6';
    ::strncat(line, text, sizeof line - ::strlen(line) - 2);
    ::strcat(line, "\n");
    if (::write(m_log, line, ::strlen(line)) < 0)
        return; // There is nobody left to tell.
}

bool Surroundings::runs(const char *name) const
{
    const int folder = ::openat(m_processes, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = folder < 0 ? nullptr : ::fdopendir(folder);
    bool found = false;
    while (const dirent *entry = list ? ::readdir(list) : nullptr) {
        if (!::isdigit(static_cast<unsigned char>(entry->d_name[0])))
            continue;
        char path[300];
        char text[32];
        ::strcpy(path, entry->d_name);
        ::strcat(path, "/comm");
        const bool isNamed = readText(m_processes, path, text, sizeof text) > 0
            && ::strncmp(text, name, ::strlen(name)) == 0 && text[::strlen(name)] == '\n';
        ::strcpy(path, entry->d_name);
        ::strcat(path, "/cmdline");
        // What has ended and was not asked for yet has no words any more.
        found = found || (isNamed && readText(m_processes, path, text, sizeof text) > 0);
    }
    if (list)
        ::closedir(list);
    return found;
}

void Surroundings::startAgain() const
{
    // What the kernel said goes where it survives, for the Blancmange that comes next (pstore).
    if (m_isMachine)
        put(m_system, "module/printk/parameters/always_kmsg_dump", "1");
    const pid_t syncing = ::fork();
    if (syncing == 0) {
        ::sync();
        ::_exit(0);
    }
    await(syncing, syncSeconds);
    const pid_t leaving = ::fork();
    if (leaving <= 0)
        ::reboot(RB_AUTOBOOT);
    if (leaving == 0)
        ::_exit(0);
    await(leaving, 1);
    const timespec patience{rebootSeconds, 0};
    ::nanosleep(&patience, nullptr);
    // A driver does not let go of its device: the processor's reset then, which asks nobody.
    if (m_isMachine)
        put(m_processes, "sysrq-trigger", "b");
    ::_exit(1);
}

} // namespace cid
