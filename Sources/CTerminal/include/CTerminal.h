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
/// Starts curses for the terminal type `type` on a screen of that size. Gives 0 when the type is unknown. Called once a process.
int32_t ct_start(const char *type, int32_t columns, int32_t rows);
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
/// Shows the changes; x < 0 hides the cursor.
void ct_flush(int32_t cursor_x, int32_t cursor_y);
/// 1 when curses can put a character into the last cell of the screen without pushing others about.
int32_t ct_corner_works(void);
/// Forgets what is on the screen, so that the next flush draws all of it.
void ct_forget(void);
void ct_resize(int32_t columns, int32_t rows);

// Input (input.c)

/// Takes up to `capacity` bytes that wait; 0 when none do. Never blocks.
int32_t ct_read(uint8_t *bytes, int32_t capacity);
/// What the terminal type says a key sends, by the key's name in terminfo ("kcuu1"); null when it has no such key. Stays valid
/// until the next call of curses.
const char *ct_key_sequence(const char *name);
/// Milliseconds of a clock that never goes back.
int64_t ct_milliseconds(void);

// Stopping (stop.c)

/// 1 when a shell with job control is there to continue this process once it was stopped.
int32_t ct_can_stop(void);
/// Stops the process group as Ctrl-Z does, and returns when it was continued; at once where the system refuses.
void ct_stop(void);

// Around the grid (modes.c)

/// Writes bytes straight to the terminal, past curses.
void ct_write(const char *bytes, int32_t count);
/// Bracketed paste, focus reports and, when `mouse`, reports of buttons, wheel and drags. Puts the title aside.
void ct_enter_modes(int32_t mouse);
/// Undoes all of them and brings the title back.
void ct_leave_modes(void);
/// Begins (1) or ends (0) a frame that the terminal shows in one piece.
void ct_synchronize(int32_t begins);
/// Asks the terminal for the colour of its background; the answer comes with the input, sooner or later or never.
void ct_ask_background(void);

// Crashes (guard.c)

/// From now on a crash while the terminal is claimed first gives it back.
void ct_install_guard(void);
/// Gives the terminal back as a crash does, from any thread, whatever the others are doing. Harmless when repeated.
void ct_give_back(void);

#endif
