/* Gives the terminal back when the tutor was killed and could not:

     byhand-restore < pipe > terminal

   The pipe tells the modes that the terminal was found in, the modes that the tutor set, and what to
   write; it ends when the last process that holds its other end has ended. A tutor that gives the
   terminal back itself kills this process first. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { MOST_BYTES = 1024, HIGHEST_DESCRIPTOR = 256, PATIENCE_SECONDS = 2, BLINK_MICROSECONDS = 30000 };

static struct told {
  struct termios found, taken;
  char bytes[MOST_BYTES];
} told;

static const char paste_off[] = "\033[?2004l";

/* What a keyboard or a window that closes sends is for the tutor; SIGTTOU would stop what writes to a
   terminal that is not its own. */
static void be_left_alone(void) {
  const int signals[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGTSTP, SIGTTOU, SIGTTIN, SIGPIPE};
  setsid();
  for (size_t index = 0; index < sizeof(signals) / sizeof(signals[0]); index++)
    signal(signals[index], SIG_IGN);
  for (int descriptor = 3; descriptor < HIGHEST_DESCRIPTOR; descriptor++) close(descriptor);
}

/* Returns the bytes read when the pipe has ended. */
static size_t listen_until_the_end(void) {
  size_t count = 0;
  while (count < sizeof(told)) {
    ssize_t more = read(0, (char *)&told + count, sizeof(told) - count);
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) break;
    count += (size_t)more;
  }
  return count;
}

static int is_as_taken(const struct termios *now) {
  return now->c_iflag == told.taken.c_iflag && now->c_oflag == told.taken.c_oflag &&
         now->c_cflag == told.taken.c_cflag && now->c_lflag == told.taken.c_lflag &&
         memcmp(now->c_cc, told.taken.c_cc, sizeof(now->c_cc)) == 0;
}

static int write_all(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(1, bytes, count);
    if (written <= 0) return -1;
    bytes += written;
    count -= (size_t)written;
  }
  return 0;
}

/* A prompt that was drawn on the tutor's screen went away with it. Shells draw it again when the window
   has another size, and only then: for a moment it is said to have a row more. */
static void ask_for_a_new_prompt(void) {
  struct winsize size;
  if (ioctl(1, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return;
  size.ws_row++;
  ioctl(1, TIOCSWINSZ, &size);
  usleep(BLINK_MICROSECONDS);
  size.ws_row--;
  ioctl(1, TIOCSWINSZ, &size);
}

int main(void) {
  struct termios now;
  be_left_alone();
  const size_t count = listen_until_the_end(), head = offsetof(struct told, bytes);
  if (count < head || count == sizeof(told)) return 1;
  /* A terminal that nobody reads from any more must not keep this process. */
  signal(SIGALRM, SIG_DFL);
  alarm(PATIENCE_SECONDS);
  /* A shell that edits lines and was quicker has set its own modes, and bracketed pasting for itself. */
  int is_ours = tcgetattr(1, &now) == 0 && is_as_taken(&now);
  if (is_ours) {
    tcsetattr(1, TCSANOW, &told.found);
    if (write_all(paste_off, sizeof(paste_off) - 1) != 0) return 1;
  }
  if (write_all(told.bytes, count - head) != 0) return 1;
  if (!is_ours) ask_for_a_new_prompt();
  return 0;
}
