// SPDX-License-Identifier: GPL-3.0-or-later
// cid-guard: the first program of an image that cidd has not accepted yet (rdinit=/cid-guard, out of an initrd of its
// own in front of the image's). It goes on as the image's own /init and leaves a process behind that starts the machine
// again where cidkid does not confirm the start in time, whatever the image hangs in. So it comes back to Blancmange,
// and nobody has to go there. It needs nothing of the image.
//
// cid_guard=SECONDS on the kernel's command line, which hands it on in the environment, says how long; 0: no guard.
#include "kid/guard/confirmation.h"
#include "kid/guard/hardware_watchdog.h"
#include "kid/guard/surroundings.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <unistd.h>

using namespace cid;

namespace {

constexpr char patienceWord[] = "cid_guard";
constexpr long usualPatience = 600;
constexpr long longestPatience = 86'400;
constexpr long feedEvery = 5;

void complain(const char *text)
{
    if (::write(2, text, ::strlen(text)) < 0)
        ::_exit(1);
}

long secondsNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

long patience()
{
    const char *word = ::getenv(patienceWord);
    char *end = nullptr;
    const long seconds = word ? ::strtol(word, &end, 10) : usualPatience;
    const bool isGood = !word || (*word && *end == '\0' && seconds >= 0 && seconds <= longestPatience);
    return isGood ? seconds : usualPatience;
}

/// Until the start is confirmed, or does not return.
void watch(long seconds)
{
    const Surroundings surroundings;
    Confirmation confirmation;
    HardwareWatchdog watchdog(surroundings);
    bool hasAgent = false;
    const long begin = secondsNow();
    long fed = begin - feedEvery;
    for (long now = begin; now - begin < seconds; now = secondsNow()) {
        if (now - fed >= feedEvery) {
            watchdog.feed();
            fed = now;
        }
        const Confirmation::Heard heard = confirmation.wait();
        hasAgent = hasAgent || heard == Confirmation::Heard::Hello;
        if (heard == Confirmation::Heard::Confirmed) {
            watchdog.stop();
            surroundings.say("this start was confirmed", Surroundings::Weight::Note);
            return;
        }
    }
    watchdog.stop();
    // A cidkid from before there was a guard cannot confirm: what it runs on may be at work.
    if (!hasAgent && surroundings.runs("cidkid")) {
        surroundings.say("the cidkid of this image knows no guard: the start counts as good");
        return;
    }
    surroundings.say("nobody confirmed this start in time: the machine starts again");
    surroundings.startAgain();
}

} // namespace

int main(int, char **argv)
{
    if (::getpid() != 1) {
        complain("cid-guard: the kernel starts it, with rdinit=/cid-guard\n");
        return 2;
    }
    const long seconds = patience();
    ::unsetenv(patienceWord);
    if (seconds > 0 && ::fork() == 0) {
        // systemd leaves alone what begins with this letter, when it changes the root and when it ends.
        argv[0][0] = '@';
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_BLOCK, &all, nullptr);
        ::setsid();
        watch(seconds);
        ::_exit(0);
    }
    char init[] = "/init";
    argv[0] = init;
    ::execv(init, argv);
    complain("cid-guard: the image's initrd holds no /init that can be started\n");
    return 1;
}
