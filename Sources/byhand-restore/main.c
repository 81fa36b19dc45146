/* Gives the terminal back when the tutor was killed and could not:

     byhand-restore < pipe > terminal

   The pipe tells the modes that the terminal was found in, the modes that the tutor set, and what to
   write; it ends when the last process that holds its other end has ended. A tutor that gives the
   terminal back itself kills this process first. */
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <errno.h>
#include <unistd.h>

enum { MOST_BYTES = 1024, HIGHEST_DESCRIPTOR = 256, PATIENCE_SECONDS = 2 };

static struct {
  struct termios found, taken;
  char bytes[MOST_BYTES];
} told;

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

int main(void) {
  struct termios now;
  be_left_alone();
  size_t count = listen_until_the_end();
  const size_t modes = sizeof(told) - sizeof(told.bytes);
  if (count < modes || count == sizeof(told)) return 1;
  /* A terminal that nobody reads from any more must not keep this process. */
  signal(SIGALRM, SIG_DFL);
  alarm(PATIENCE_SECONDS);
  /* A shell that was quicker, and has set its own modes, is right. */
  if (tcgetattr(1, &now) == 0 && is_as_taken(&now)) tcsetattr(1, TCSANOW, &told.found);
  const char *next = told.bytes;
  size_t left = count - modes;
  while (left > 0) {
    ssize_t written = write(1, next, left);
    if (written <= 0) return 1;
    next += written;
    left -= (size_t)written;
  }
  return 0;
}
