/// The only door to <curses.h>, termios and wcwidth. Plain C types only: Swift 6 refuses the globals of curses.
/// Every function must be called on one thread, except `ct_width` (any thread, after `ct_use_utf8`).
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

// Attributes of a cell, to be or-ed.
enum {
    CT_BOLD = 1,
    CT_UNDERLINE = 2,
    CT_REVERSE = 4,
    CT_DIM = 8,
};

// Codes that `ct_read` gives with CT_INPUT_KEY. Those below 512 are curses' own (checked when compiling).
enum {
    CT_KEY_DOWN = 258,
    CT_KEY_UP = 259,
    CT_KEY_LEFT = 260,
    CT_KEY_RIGHT = 261,
    CT_KEY_HOME = 262,
    CT_KEY_BACKSPACE = 263,
    CT_KEY_F0 = 264,
    CT_KEY_DELETE = 330,
    CT_KEY_INSERT = 331,
    CT_KEY_SHIFT_DOWN = 336,
    CT_KEY_SHIFT_UP = 337,
    CT_KEY_PAGE_DOWN = 338,
    CT_KEY_PAGE_UP = 339,
    CT_KEY_ENTER = 343,
    CT_KEY_PAD_HOME = 348,
    CT_KEY_PAD_PAGE_UP = 349,
    CT_KEY_PAD_END = 351,
    CT_KEY_PAD_PAGE_DOWN = 352,
    CT_KEY_BACK_TAB = 353,
    CT_KEY_END = 360,
    CT_KEY_SHIFT_DELETE = 383,
    CT_KEY_SHIFT_END = 386,
    CT_KEY_SHIFT_HOME = 391,
    CT_KEY_SHIFT_INSERT = 392,
    CT_KEY_SHIFT_LEFT = 393,
    CT_KEY_SHIFT_PAGE_DOWN = 396,
    CT_KEY_SHIFT_PAGE_UP = 398,
    CT_KEY_SHIFT_RIGHT = 402,
    CT_KEY_PASTE_BEGIN = 3000,
    CT_KEY_PASTE_END = 3001,
    CT_KEY_FOCUS_IN = 3002,
    CT_KEY_FOCUS_OUT = 3003,
    CT_KEY_MOUSE_SGR = 3004,
    CT_KEY_MOUSE_X10 = 3005,
    CT_KEY_OWN_FIRST = 3100,
};

enum { CT_INPUT_NONE = 0, CT_INPUT_BYTE = 1, CT_INPUT_KEY = 2 };

/// One thing that arrived: a byte of text (`code` 0...255) or a key code. Mouse reports are decoded in Swift: curses gives
/// the latest of a burst first and so loses the press of a quick click.
typedef struct {
    int32_t kind;
    int32_t code;
} ct_input;

// Text (text.c)

/// Chooses the locale of the environment for characters only, or C.UTF-8 when that one is not UTF-8.
/// Gives 1 when characters are UTF-8 now, 0 when the system has no such locale.
int32_t ct_use_utf8(void);
/// Cells one scalar takes: 0, 1, 2, or -1 when it cannot be printed.
int32_t ct_width(uint32_t scalar);

// The screen (screen.c)

/// 1 when standard input and output are both a terminal.
int32_t ct_is_terminal(void);
/// The size the kernel knows of the terminal; gives 0 and leaves the arguments alone when it knows none.
int32_t ct_kernel_size(int32_t *columns, int32_t *rows);
/// Starts curses for the terminal type `type`. Gives 0 when the type is unknown. Called once a process.
int32_t ct_start(const char *type);
/// Takes the terminal again after `ct_leave`.
void ct_resume(void);
/// Gives the terminal back as it was found. Harmless when repeated.
void ct_leave(void);
/// Colours the terminal has (0 when none) and the pairs it can hold.
int32_t ct_colours(void);
int32_t ct_pairs(void);
void ct_define_pair(int32_t pair, int32_t foreground, int32_t background);
/// Puts one cell: a base scalar and its marks (`count` of them, at most 4).
void ct_put(int32_t y, int32_t x, const uint32_t *scalars, int32_t count, int32_t attributes, int32_t pair);
/// Shows the changes in one write; x < 0 hides the cursor.
void ct_flush(int32_t cursor_x, int32_t cursor_y, int32_t synchronized);
/// 1 when curses can put a character into the last cell of the screen without pushing others about.
int32_t ct_corner_works(void);
/// Forgets what is on the screen, so that the next flush draws all of it.
void ct_forget(void);
void ct_resize(int32_t columns, int32_t rows);
void ct_size(int32_t *columns, int32_t *rows);

// Input (input.c)

/// Takes the next waiting input without blocking (longer than the escape delay).
void ct_read(ct_input *input);
/// The code of an escape sequence, defining it as `own` when the terminal type does not know it; 0 when impossible.
int32_t ct_define_key(const char *sequence, int32_t own);
/// 1 when input arrives within `milliseconds`.
int32_t ct_wait_input(int32_t milliseconds);
/// Asks the terminal (before curses starts) for its background: 0...255 for the mean brightness, -1 when silent.
int32_t ct_ask_background(int32_t milliseconds);
/// Milliseconds of a clock that never goes back.
int64_t ct_milliseconds(void);

// Around the grid (modes.c)

/// Writes bytes straight to the terminal, past curses.
void ct_write(const char *bytes, int32_t count);
/// Bracketed paste, focus reports and, when `mouse`, reports of buttons, wheel and drags. Puts the title aside.
void ct_enter_modes(int32_t mouse);
/// Undoes all of them and brings the title back.
void ct_leave_modes(void);

// Crashes (guard.c)

/// From now on a crash while the terminal is claimed first gives it back.
void ct_install_guard(void);

#endif
