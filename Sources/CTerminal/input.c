#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

int32_t ct_read(uint8_t *bytes, int32_t capacity) {
    if (!ct_claimed) return 0;
    // Not getch: it decides by a clock of its own what the pieces of a cut sequence are, and what it took is gone.
    for (;;) {
        struct pollfd waiting = {.fd = STDIN_FILENO, .events = POLLIN};
        int ready = poll(&waiting, 1, 0);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0 || !(waiting.revents & POLLIN)) return 0;
        ssize_t count = read(STDIN_FILENO, bytes, (size_t)capacity);
        if (count < 0 && errno == EINTR) continue;
        return count > 0 ? (int32_t)count : 0;
    }
}

const char *ct_key_sequence(const char *name) {
    // -1: the name is none of a text.
    const char *sequence = tigetstr(name);
    return sequence == (const char *)-1 ? NULL : sequence;
}

int64_t ct_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
