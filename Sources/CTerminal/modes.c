#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

void ct_write(const char *bytes, int32_t count) {
    while (count > 0) {
        ssize_t n = write(STDOUT_FILENO, bytes, (size_t)count);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) {
            struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};
            if (poll(&ready, 1, 1000) > 0) continue;
        }
        if (n <= 0) return;  // the terminal is gone; the session learns it by SIGHUP
        bytes += n;
        count -= (int32_t)n;
    }
}

void ct_enter_modes(int32_t mouse) {
    // 22;2t and 23;2t put the window title aside and bring it back.
    static const char enter[] = "\033[22;2t\033[?2004h\033[?1004h";
    // 1002: a move is reported while a button is held; 1006: coordinates of any size.
    static const char watch[] = "\033[?1002h\033[?1006h";
    ct_write(enter, sizeof enter - 1);
    if (mouse) ct_write(watch, sizeof watch - 1);
}

void ct_leave_modes(void) {
    static const char leave[] = CT_LEAVE_MODES "\033[23;2t";
    ct_write(leave, sizeof leave - 1);
}

void ct_synchronize(int32_t begins) {
    // Straight to the terminal, as the frame between them goes by the time curses returns: what waits in another buffer comes late.
    ct_write(begins ? "\033[?2026h" : "\033[?2026l", 8);
}

void ct_ask_background(void) {
    static const char question[] = "\033]11;?\033\\";
    ct_write(question, sizeof question - 1);
}
