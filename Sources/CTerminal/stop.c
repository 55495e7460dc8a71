#include "internal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/// The parent of a process; 0 when the system does not say.
static pid_t parent_of(pid_t process) {
    if (process == getpid()) return getppid();
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = 0;
    // "12 (a name) S 11 …": the name may hold anything, brackets too.
    const char *after = strrchr(line, ')');
    int parent = 0;
    return after && sscanf(after + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

/// Whether a process ignores Ctrl-Z itself, as shells with job control do.
static int ignores_stops(pid_t process) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    unsigned long long ignored = 0;
    while (fgets(line, sizeof line, file) && sscanf(line, "SigIgn: %llx", &ignored) != 1) {
    }
    fclose(file);
    return ignored >> (SIGTSTP - 1) & 1;
}

int32_t ct_can_stop(void) {
    if (getsid(0) == getpid()) return 0;
    // Up to whoever started the group: of the same session it is a shell that minds it; of another one, or gone, nobody does.
    pid_t process = getpid();
    while (process > 1 && getpgid(process) == getpgrp()) process = parent_of(process);
    if (process < 1 || getsid(process) != getsid(0)) return 0;
    // In a container the first process is a shell, or one that only reaps.
    return process > 1 || ignores_stops(process);
}

void ct_stop(void) {
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, NULL, &before);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    // First the others of the group, such as a script that the shell waits for.
    action.sa_handler = SIG_IGN;
    sigaction(SIGTSTP, &action, NULL);
    kill(0, SIGTSTP);
    // To this thread alone: of a signal to the whole process whoever reads signals from a descriptor may be told instead. Not SIGSTOP:
    // the system does not carry this one out where nobody would continue the group.
    action.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &action, NULL);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
}
