#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#endif

/* What the child and the first process of its namespaces tell the supervisor, over a pipe that no
   program inherits. */
struct record {
  enum { NOT_STARTED = 1, ENDED = 2 } kind;
  int status;
};

static void tell(int pipe_end, int kind, int status) {
  struct record record = {kind, status};
  while (write(pipe_end, &record, sizeof(record)) < 0 && errno == EINTR) continue;
}

static void pause_a_millisecond(void) {
  struct timespec millisecond = {0, 1000000};
  nanosleep(&millisecond, NULL);
}

/* The program's pipes are held open by the program alone: their end is its end. */
static void let_go_of_files(int kept) {
  for (int descriptor = 0; descriptor <= 3; descriptor++)
    if (descriptor != kept) close(descriptor);
}

int byhand_wait_out(int process, int *status) {
  pid_t ended;
  while ((ended = waitpid(process, status, 0)) < 0 && errno == EINTR) continue;
  return ended;
}

/* Returns the pid of a child that will exec, or -1. */
static pid_t start(int pipe_end, int (*confined)(void *), void *context, const sigset_t *mask) {
  pid_t child = fork();
  if (child != 0) return child;
  sigprocmask(SIG_SETMASK, mask, NULL);
  confined(context);
  tell(pipe_end, NOT_STARTED, 0);
  _exit(1);
}

#if defined(__linux__)

/* Kills every process whose parent is this one. What those had started has this one as its parent
   then, and is met on the next round. */
static void kill_children(void) {
  char path[280], text[512];
  struct dirent *entry;
  DIR *folder = opendir("/proc");
  if (!folder) return;
  while ((entry = readdir(folder))) {
    pid_t process = (pid_t)atoi(entry->d_name), parent = 0;
    ssize_t count;
    const char *end;
    int file;
    if (process <= 0) continue;
    snprintf(path, sizeof(path), "/proc/%d/stat", process);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) continue;
    count = read(file, text, sizeof(text) - 1);
    close(file);
    if (count <= 0) continue;
    text[count] = 0;
    /* The name before it is the program's to choose, brackets included. */
    end = strrchr(text, ')');
    if (end && sscanf(end + 1, " %*c %d", &parent) == 1 && parent == getpid())
      kill(process, SIGKILL);
  }
  closedir(folder);
}

static void become_reaper(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
static void end_with_parent(int number) { prctl(PR_SET_PDEATHSIG, number); }

#else

static void kill_children(void) {}
static void become_reaper(void) {}
static void end_with_parent(int number) { (void)number; }

#endif

/* A tree that starts processes faster than they are killed is left after this many rounds. */
enum { MOST_ROUNDS = 5000 };

static void end_tree(pid_t child) {
  kill(-child, SIGKILL);
  kill(child, SIGKILL);
  for (int round = 0; round < MOST_ROUNDS; round++) {
    pid_t reaped;
    while ((reaped = waitpid(-1, NULL, WNOHANG)) > 0) continue;
    if (reaped < 0 && errno == ECHILD) return;
    kill_children();
    pause_a_millisecond();
  }
}

/* Waits for `child` and reaps what else ends. Returns 0 when asked to stop before that. */
static int wait_for(pid_t child, const sigset_t *awaited, int *status) {
  for (;;) {
    int number = 0, ended;
    pid_t reaped;
    while ((reaped = waitpid(-1, &ended, WNOHANG)) > 0 || (reaped < 0 && errno == EINTR))
      if (reaped == child) {
        *status = ended;
        return 1;
      }
    if (sigwait(awaited, &number) != 0) continue;
    if (number != SIGCHLD) return 0;
  }
}

/* The first process of its namespaces. The kernel ends everything in them when it ends. */
static void oversee(
    int pipe_end, int (*prepare)(void *), int (*confined)(void *), void *context,
    const sigset_t *mask) {
  int status = 0;
  pid_t child;
  sigset_t awaited;
  /* The program may signal this process, and gets no answer. */
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  end_with_parent(SIGKILL);
  if (prepare(context) != 0) {
    tell(pipe_end, NOT_STARTED, 0);
    _exit(1);
  }
  child = start(pipe_end, confined, context, mask);
  let_go_of_files(pipe_end);
  if (child > 0 && wait_for(child, &awaited, &status)) tell(pipe_end, ENDED, status);
  _exit(0);
}

/* `status` is how the program ended unless something is told. */
static struct byhand_ending read_ending(int pipe_end, int status, int stopped) {
  struct byhand_ending ending = {0, status};
  struct record record;
  fcntl(pipe_end, F_SETFL, O_NONBLOCK);
  while (read(pipe_end, &record, sizeof(record)) == sizeof(record)) {
    if (record.kind == NOT_STARTED) ending.not_started = 1;
    if (record.kind == ENDED) ending.status = record.status;
  }
  if (stopped) ending.status = SIGKILL;
  return ending;
}

struct byhand_ending byhand_supervise(
    int namespaces, int (*prepare)(void *), int (*confined)(void *), void *context) {
  const int numbers[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
  struct byhand_ending failed = {1, 0};
  sigset_t awaited, mask;
  int ends[2], status = 0, stopped;
  pid_t child;

  setsid();
  become_reaper();
  sigemptyset(&awaited);
  for (size_t index = 0; index < sizeof(numbers) / sizeof(numbers[0]); index++) {
    /* One that is ignored, as handed down, would never arrive. */
    signal(numbers[index], SIG_DFL);
    sigaddset(&awaited, numbers[index]);
  }
  sigprocmask(SIG_BLOCK, &awaited, &mask);
  end_with_parent(SIGTERM);
  if (pipe(ends) != 0) return failed;
  /* Out of the way of the descriptors that the program has. */
  for (int index = 0; index < 2; index++) {
    int low = ends[index];
    ends[index] = fcntl(low, F_DUPFD_CLOEXEC, 10);
    close(low);
    if (ends[index] < 0) return failed;
  }
  if (namespaces && byhand_unshare() != 0) return failed;
  if (namespaces) {
    child = fork();
    if (child == 0) oversee(ends[1], prepare, confined, context, &mask);
  } else {
    child = start(ends[1], confined, context, &mask);
  }
  if (child < 0) return failed;
  let_go_of_files(ends[0]);
  stopped = !wait_for(child, &awaited, &status);
  end_tree(child);
  /* The first process of the namespaces says how the program ended, or was killed with it. */
  return read_ending(ends[0], namespaces ? SIGKILL : status, stopped);
}

int byhand_failure_signal(void) {
#if defined(__linux__)
  return SIGRTMAX;
#else
  return SIGEMT;
#endif
}

void byhand_end_like(struct byhand_ending ending) {
  int number = byhand_failure_signal();
  sigset_t set;
  if (!ending.not_started) {
    if (WIFEXITED(ending.status)) _exit(WEXITSTATUS(ending.status));
    number = WTERMSIG(ending.status);
    if (number == byhand_failure_signal()) number = SIGUSR1;
  }
  signal(number, SIG_DFL);
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
  _exit(1);
}
