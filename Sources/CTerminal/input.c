#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SAME(ours, theirs) _Static_assert(ours == theirs, "a key code of curses changed")
SAME(CT_KEY_DOWN, KEY_DOWN);
SAME(CT_KEY_UP, KEY_UP);
SAME(CT_KEY_LEFT, KEY_LEFT);
SAME(CT_KEY_RIGHT, KEY_RIGHT);
SAME(CT_KEY_HOME, KEY_HOME);
SAME(CT_KEY_BACKSPACE, KEY_BACKSPACE);
SAME(CT_KEY_F0, KEY_F0);
SAME(CT_KEY_DELETE, KEY_DC);
SAME(CT_KEY_INSERT, KEY_IC);
SAME(CT_KEY_SHIFT_DOWN, KEY_SF);
SAME(CT_KEY_SHIFT_UP, KEY_SR);
SAME(CT_KEY_PAGE_DOWN, KEY_NPAGE);
SAME(CT_KEY_PAGE_UP, KEY_PPAGE);
SAME(CT_KEY_ENTER, KEY_ENTER);
SAME(CT_KEY_PAD_HOME, KEY_A1);
SAME(CT_KEY_PAD_PAGE_UP, KEY_A3);
SAME(CT_KEY_PAD_END, KEY_C1);
SAME(CT_KEY_PAD_PAGE_DOWN, KEY_C3);
SAME(CT_KEY_BACK_TAB, KEY_BTAB);
SAME(CT_KEY_END, KEY_END);
SAME(CT_KEY_SHIFT_DELETE, KEY_SDC);
SAME(CT_KEY_SHIFT_END, KEY_SEND);
SAME(CT_KEY_SHIFT_HOME, KEY_SHOME);
SAME(CT_KEY_SHIFT_INSERT, KEY_SIC);
SAME(CT_KEY_SHIFT_LEFT, KEY_SLEFT);
SAME(CT_KEY_SHIFT_PAGE_DOWN, KEY_SNEXT);
SAME(CT_KEY_SHIFT_PAGE_UP, KEY_SPREVIOUS);
SAME(CT_KEY_SHIFT_RIGHT, KEY_SRIGHT);

void ct_read(ct_input *input) {
    memset(input, 0, sizeof *input);
    if (!ct_claimed) return;
    // getch also refreshes the window when it was touched; nothing is pending here, because every frame ends in a
    // flush. Bytes rather than get_wch: one wrong byte there swallows everything that waits behind it.
    int code = getch();
    if (code == ERR || code == KEY_RESIZE) return;
    input->kind = code > 255 ? CT_INPUT_KEY : CT_INPUT_BYTE;
    input->code = code;
}

int32_t ct_define_key(const char *sequence, int32_t own) {
    int known = key_defined(sequence);
    if (known > 0 && known != KEY_MOUSE) return known;
    return define_key(sequence, own) == OK ? own : 0;
}

int64_t ct_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int wait_for(int fd, int milliseconds) {
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    int64_t until = ct_milliseconds() + milliseconds;
    for (;;) {
        int64_t left = until - ct_milliseconds();
        int result = poll(&waiting, 1, left > 0 ? (int)left : 0);
        if (result >= 0 || errno != EINTR) return result > 0 && (waiting.revents & POLLIN);
    }
}

int32_t ct_wait_input(int32_t milliseconds) { return wait_for(STDIN_FILENO, milliseconds); }

/// Reads "rgb:RRRR/GGGG/BBBB" (1 to 4 digits each) as a brightness.
static int brightness(const char *reply) {
    const char *at = strstr(reply, "rgb:");
    if (!at) return -1;
    at += 4;
    double parts[3];
    for (int i = 0; i < 3; i++) {
        char *end;
        unsigned long value = strtoul(at, &end, 16);
        int digits = (int)(end - at);
        if (digits < 1 || digits > 4) return -1;
        parts[i] = 255.0 * (double)value / (double)((1UL << (4 * digits)) - 1);
        if (i < 2 && *end != '/') return -1;
        at = end + 1;
    }
    return (int)(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]);
}

/// The answer to "what are you" (ESC [ ? … c): every terminal gives it, and it comes last, so silence costs no time.
static int has_attributes_reply(const char *reply) {
    const char *at = strstr(reply, "\033[?");
    return at && strchr(at, 'c') != NULL;
}

int32_t ct_ask_background(int32_t milliseconds) {
    int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return -1;
    struct termios before, quiet;
    // In the background, touching the terminal would stop us.
    if (tcgetpgrp(fd) != getpgrp() || tcgetattr(fd, &before) != 0) {
        close(fd);
        return -1;
    }
    quiet = before;
    quiet.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
    quiet.c_cc[VMIN] = 0;
    quiet.c_cc[VTIME] = 0;
    tcsetattr(fd, TCSANOW, &quiet);
    char reply[256] = {0};
    size_t got = 0;
    static const char question[] = "\033]11;?\033\\\033[c";
    if (write(fd, question, sizeof question - 1) == (ssize_t)sizeof question - 1) {
        int64_t until = ct_milliseconds() + milliseconds;
        while (got < sizeof reply - 1 && !has_attributes_reply(reply)) {
            int64_t left = until - ct_milliseconds();
            if (left <= 0 || !wait_for(fd, (int)left)) break;
            ssize_t n = read(fd, reply + got, sizeof reply - 1 - got);
            if (n <= 0) break;
            got += (size_t)n;
        }
    }
    tcsetattr(fd, TCSANOW, &before);
    close(fd);
    return brightness(reply);
}
