#include "internal.h"

#include <curses.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

volatile sig_atomic_t ct_claimed = 0;
volatile sig_atomic_t ct_saved = 0;
struct termios ct_saved_termios;

static SCREEN *screen = NULL;
static int cursor_shown = -1;

// Signals that curses would handle itself; the session handles them.
static const int kept_signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
enum { KEPT = sizeof kept_signals / sizeof *kept_signals };

int32_t ct_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

int32_t ct_kernel_size(int32_t *columns, int32_t *rows) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 1;
}

static void set_input_modes(void) {
    raw();     // Ctrl-C, Ctrl-Z and Ctrl-S arrive as keys
    noecho();
    nonl();
    // The sequences in the terminal's description are those that its keys send in this mode.
    keypad(stdscr, TRUE);
    meta(stdscr, TRUE);
    // A key that waits must not break off a frame: nobody would draw the rest.
    typeahead(-1);
    scrollok(stdscr, FALSE);
    leaveok(stdscr, FALSE);
}

// What the terminal's description says for a name; NULL where it says nothing.
static const char *described(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

// Lets the whole screen scroll. Curses sets the margins for the size in the terminal's description, mostly 24 rows, and once only: in a
// higher window "down" would stop at row 24, and the shell would scroll in the upper 24 rows ever after.
static void set_margins(int32_t rows) {
    const char *margins = described("csr");
    if (!margins) return;
    putp(tiparm(margins, 0, rows - 1));
    fflush(stdout);
}

int32_t ct_start(const char *type, int32_t columns, int32_t rows) {
    struct sigaction before[KEPT];
    for (int i = 0; i < KEPT; i++) sigaction(kept_signals[i], NULL, &before[i]);
    if (!ct_saved && tcgetattr(STDIN_FILENO, &ct_saved_termios) == 0) ct_saved = 1;
    use_env(FALSE);
    // The caller knows the size; curses would make a screen of any that the window claims to have.
    use_tioctl(FALSE);
    screen = newterm(type, stdout, stdin);
    if (!screen) {
        // A description without a size, as that of the Linux console, leaves curses without one, unless it may take 24 lines of 80.
        use_env(TRUE);
        screen = newterm(type, stdout, stdin);
        use_env(FALSE);
    }
    for (int i = 0; i < KEPT; i++) sigaction(kept_signals[i], &before[i], NULL);
    if (!screen) return 0;
    ct_claimed = 1;
    set_term(screen);
    resizeterm(rows, columns);
    set_input_modes();
    set_margins(rows);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    return 1;
}

void ct_resume(void) {
    if (!screen || ct_claimed) return;
    // The shell may have changed its modes meanwhile: those are the ones to give back.
    struct termios now;
    if (tcgetattr(STDIN_FILENO, &now) == 0) ct_saved_termios = now;
    ct_claimed = 1;
    def_shell_mode();
    reset_prog_mode();
    set_input_modes();
    clearok(curscr, TRUE);
    cursor_shown = -1;
    refresh();
}

void ct_leave(void) {
    if (!screen || !ct_claimed) return;
    curs_set(1);
    // A terminal without a second screen would keep the customers on its only one, with the shell's prompt over them.
    if (!described("rmcup")) {
        erase();
        refresh();
    }
    endwin();
    fflush(stdout);
    if (ct_saved) tcsetattr(STDIN_FILENO, TCSADRAIN, &ct_saved_termios);
    cursor_shown = -1;
    ct_claimed = 0;
}

int32_t ct_colours(void) { return screen && has_colors() ? COLORS : 0; }
int32_t ct_pairs(void) { return screen && has_colors() ? COLOR_PAIRS : 0; }

int32_t ct_corner_works(void) {
    // Without rmam curses writes beside the corner and pushes it there in insert mode, which wide cells break.
    return tigetflag("am") <= 0 || described("rmam");
}

void ct_define_pair(int32_t pair, int32_t foreground, int32_t background) {
    init_pair((short)pair, (short)foreground, (short)background);
}

void ct_put(int32_t y, int32_t x, const uint32_t *scalars, int32_t count, int32_t attributes, int32_t pair) {
    wchar_t text[CCHARW_MAX + 1];
    int n = count < CCHARW_MAX ? count : CCHARW_MAX;
    for (int i = 0; i < n; i++) text[i] = (wchar_t)scalars[i];
    text[n] = L'\0';
    attr_t wanted = A_NORMAL;
    if (attributes & CT_BOLD) wanted |= WA_BOLD;
    if (attributes & CT_UNDERLINE) wanted |= WA_UNDERLINE;
    if (attributes & CT_REVERSE) wanted |= WA_REVERSE;
    if (attributes & CT_DIM) wanted |= WA_DIM;
    cchar_t cell;
    if (setcchar(&cell, text, wanted, (short)pair, NULL) != OK) return;
    mvadd_wchnstr(y, x, &cell, 1);
}

void ct_flush(int32_t cursor_x, int32_t cursor_y) {
    if (!ct_claimed) return;
    int show = cursor_x >= 0;
    if (show != cursor_shown) {
        curs_set(show);
        cursor_shown = show;
    }
    if (show) move(cursor_y, cursor_x);
    refresh();
}

void ct_forget(void) {
    if (!screen) return;
    erase();
    clearok(curscr, TRUE);
}

void ct_resize(int32_t columns, int32_t rows) {
    if (!screen) return;
    resizeterm(rows, columns);
    // A window that grew while the screen was being made has the margins of before.
    if (ct_claimed) set_margins(rows);
}
