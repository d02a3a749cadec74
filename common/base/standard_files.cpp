// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/standard_files.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

namespace {

// atexit() has no argument.
std::atomic<int> s_failure{1};

void closeOutput()
{
    const bool isBroken = std::ferror(stdout) != 0; // Then errno was of another time.
    errno = 0;
    const bool isClosed = std::fclose(stdout) == 0;
    const int number = errno;
    if (!isBroken && isClosed)
        return;
    std::fprintf(stderr, "%s: standard output did not take everything%s%s\n", program_invocation_short_name,
                 number != 0 ? ": " : "", number != 0 ? std::strerror(number) : "");
    ::_exit(s_failure);
}

} // namespace

void guardStandardFiles(int failure)
{
    for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // The lowest free number is this one. A path alone: reading and writing fail, and programs that are started
        // inherit it as they would inherit nothing.
        if (::fcntl(file, F_GETFD) < 0)
            ::open("/", O_PATH); // NOLINT(android-cloexec-open)
    }
    setOutputFailure(failure);
    std::atexit(closeOutput); // NOLINT(cert-err33-c): 32 of them are guaranteed, and this is the first.
}

void setOutputFailure(int failure)
{
    s_failure = failure;
}

} // namespace cid
