/* What Swift cannot see of ncurses: macros, variadic functions and unsafe globals. */
#ifndef BYHAND_CNCURSES_H
#define BYHAND_CNCURSES_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <wchar.h>

/* From term.h, which defines a macro for every capability. */
extern NCURSES_EXPORT(char *) tigetstr(NCURSES_CONST char *);

static inline WINDOW *byhand_stdscr(void) { return stdscr; }
static inline int byhand_lines(void) { return LINES; }
static inline int byhand_cols(void) { return COLS; }

/* Both are 0 before start_color. */
static inline int byhand_colors(void) { return COLORS; }
static inline int byhand_color_pairs(void) { return COLOR_PAIRS; }

enum {
  BYHAND_BOLD = 1,
  BYHAND_DIM = 2,
  BYHAND_UNDERLINE = 4,
  BYHAND_REVERSE = 8,
  BYHAND_ITALIC = 16
};

static inline attr_t byhand_attributes(int flags) {
  attr_t attributes = A_NORMAL;
  if (flags & BYHAND_BOLD) attributes |= A_BOLD;
  if (flags & BYHAND_DIM) attributes |= A_DIM;
  if (flags & BYHAND_UNDERLINE) attributes |= A_UNDERLINE;
  if (flags & BYHAND_REVERSE) attributes |= A_REVERSE;
#ifdef A_ITALIC
  if (flags & BYHAND_ITALIC) attributes |= A_ITALIC;
#endif
  return attributes;
}

/* Writes one glyph, of up to a few code points, at a place. Pairs beyond 255 go through `opts`. */
static inline void byhand_put(int y, int x, const wchar_t *glyph, int flags, int pair) {
  cchar_t cell;
  int extended = pair;
  setcchar(&cell, glyph, byhand_attributes(flags), 0, &extended);
  mvwadd_wch(stdscr, y, x, &cell);
}

/* What the terminal's description has under a name, or NULL. */
static inline const char *byhand_capability(const char *name) {
  char *value = tigetstr((NCURSES_CONST char *)name);
  return value == (char *)-1 ? NULL : value;
}

/* Starts `program` with `reading` as standard input and `terminal` as standard output, and nothing
   that this process does about signals. The process, or -1. */
static inline pid_t byhand_spawn_restorer(const char *program, int reading, int terminal) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t signals;
  pid_t process = -1;
  char *arguments[] = {(char *)program, NULL};
  char *environment[] = {NULL};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, reading, 0);
  posix_spawn_file_actions_adddup2(&actions, terminal, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init(&attributes);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (posix_spawn(&process, program, &actions, &attributes, arguments, environment) != 0)
    process = -1;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return process;
}

/* OK, KEY_CODE_YES or ERR, as get_wch. */
static inline int byhand_key(int milliseconds, wint_t *key) {
  wtimeout(stdscr, milliseconds);
  return wget_wch(stdscr, key);
}

enum {
  BYHAND_KEY_CODE = KEY_CODE_YES,
  BYHAND_KEY_UP = KEY_UP, BYHAND_KEY_DOWN = KEY_DOWN,
  BYHAND_KEY_LEFT = KEY_LEFT, BYHAND_KEY_RIGHT = KEY_RIGHT,
  BYHAND_KEY_HOME = KEY_HOME, BYHAND_KEY_END = KEY_END,
  BYHAND_KEY_PPAGE = KEY_PPAGE, BYHAND_KEY_NPAGE = KEY_NPAGE,
  BYHAND_KEY_BACKSPACE = KEY_BACKSPACE, BYHAND_KEY_DC = KEY_DC,
  BYHAND_KEY_BTAB = KEY_BTAB, BYHAND_KEY_ENTER = KEY_ENTER,
  BYHAND_KEY_RESIZE = KEY_RESIZE, BYHAND_KEY_MOUSE = KEY_MOUSE,
  BYHAND_KEY_F0 = KEY_F0,
  /* Beyond all that ncurses gives out itself. */
  BYHAND_KEY_PASTE = 0x6000, BYHAND_KEY_PASTE_END = 0x6001
};

static inline void byhand_mouse_on(void) {
  mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED,
            NULL);
  mouseinterval(0);
}

enum { BYHAND_MOUSE_NONE, BYHAND_MOUSE_PRESS, BYHAND_MOUSE_RELEASE, BYHAND_MOUSE_UP, BYHAND_MOUSE_DOWN };

static inline int byhand_mouse(int *x, int *y) {
  MEVENT event;
  if (getmouse(&event) != OK) return BYHAND_MOUSE_NONE;
  *x = event.x;
  *y = event.y;
  if (event.bstate & BUTTON4_PRESSED) return BYHAND_MOUSE_UP;
  if (event.bstate & BUTTON5_PRESSED) return BYHAND_MOUSE_DOWN;
  if (event.bstate & BUTTON1_RELEASED) return BYHAND_MOUSE_RELEASE;
  if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) return BYHAND_MOUSE_PRESS;
  return BYHAND_MOUSE_NONE;
}

#endif
