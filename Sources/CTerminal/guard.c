#include "internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction previous[CRASHES];
static int installed = 0;

/// Only async-signal-safe calls in here: endwin() is not one.
void ct_give_back(void) {
    static const char leave[] = CT_LEAVE_MODES "\033[0m\033[?1l\033>\033[?12l\033[?25h\033[23;2t\033[?1049l";
    if (!ct_claimed) return;
    ct_claimed = 0;
    // The other threads run on until the program ends: what they draw from here on goes nowhere, so that these are the last bytes.
    int terminal = dup(STDOUT_FILENO);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (terminal >= 0 && nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
    ssize_t written = write(terminal >= 0 ? terminal : STDOUT_FILENO, leave, sizeof leave - 1);
    (void)written;
    if (ct_saved) tcsetattr(STDIN_FILENO, TCSANOW, &ct_saved_termios);
}

static void on_crash(int number, siginfo_t *info, void *context) {
    ct_give_back();
    // Somebody wants the program to end: there is nothing to report, and a report takes many seconds.
    if (number == SIGABRT && info->si_code == SI_USER) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    struct sigaction before = {.sa_handler = SIG_DFL};
    for (int i = 0; i < CRASHES; i++)
        if (crashes[i] == number) before = previous[i];
    sigaction(number, &before, NULL);
    // A fault happens again when its instruction is run again, now with the old action and the true place.
    if (info->si_code > 0 && number != SIGABRT && number != SIGTRAP) return;
    // What was raised, or has gone past its instruction, would not: the old action (Swift's report) is run from here, and
    // the signal raised once more ends the program when this handler returns.
    if (before.sa_flags & SA_SIGINFO)
        before.sa_sigaction(number, info, context);
    else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
        before.sa_handler(number);
    signal(number, SIG_DFL);
    raise(number);
}

void ct_install_guard(void) {
    if (installed) return;
    installed = 1;
    // A stack of its own, so that running out of stack is survived long enough too.
    static char stack[64 * 1024];
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE)) {
        stack_t ours = {.ss_sp = stack, .ss_size = sizeof stack};
        sigaltstack(&ours, NULL);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    // Not deferred: Swift's reporter reads memory that may not be there, and such a fault, blocked, would end it half-way.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &action, &previous[i]);
}
