#ifndef CT_INTERNAL_H
#define CT_INTERNAL_H

#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include <signal.h>
#include <termios.h>

#include "CTerminal.h"

/// Set while curses has the terminal; the crash guard acts only then.
extern volatile sig_atomic_t ct_claimed;
/// How the terminal was before curses came.
extern struct termios ct_saved_termios;
extern volatile sig_atomic_t ct_saved;

/// Everything that must be undone on the way out, as one fixed string: it is written from a signal handler too.
#define CT_LEAVE_MODES "\033[?2026l\033[?1006l\033[?1003l\033[?1002l\033[?1000l\033[?2004l\033[?1004l"

#endif
