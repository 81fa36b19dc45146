/* The trampoline between the judge and every program that is not its own:

     byhand-jail [options] -- program [arguments]

     --channel          standard output becomes descriptor 3, and what the program prints on
                        standard output goes where its standard error goes
     --cpu SECONDS  --memory BYTES  --file-size BYTES  --open-files N  --processes N
     --read PATH        may be read and run from; any number; with one, Landlock is asked for
     --write PATH       may be written to as well
     --no-children      may start threads, but no processes and no connections
     --levels           prints the Landlock ABI of this kernel and ends

   It is single-threaded up to exec, which Landlock needs. Exit status 125: could not contain;
   126: could not start the program. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CSandbox.h"

enum { MOST_PATHS = 64, CANNOT_CONTAIN = 125, CANNOT_START = 126 };

struct orders {
  struct byhand_limits limits;
  const char *readable[MOST_PATHS + 1];
  const char *writable[MOST_PATHS + 1];
  int readable_count, writable_count, channel, no_children;
  char **program;
};

static void fail(int status, const char *what) {
  fprintf(stderr, "byhand-jail: %s: %s\n", what, strerror(errno));
  exit(status);
}

static void misuse(const char *what) {
  fprintf(stderr, "byhand-jail: %s\n", what);
  exit(CANNOT_CONTAIN);
}

static void add_path(const char **paths, int *count, const char *path) {
  if (*count == MOST_PATHS) misuse("too many paths");
  paths[(*count)++] = path;
}

static int take_limit(struct orders *orders, const char *name, const char *value) {
  struct { const char *name; uint64_t *limit; } limits[] = {
      {"--cpu", &orders->limits.cpu_seconds},
      {"--memory", &orders->limits.address_space_bytes},
      {"--file-size", &orders->limits.file_size_bytes},
      {"--open-files", &orders->limits.open_files},
      {"--processes", &orders->limits.processes},
  };
  for (size_t index = 0; index < sizeof(limits) / sizeof(limits[0]); index++) {
    if (strcmp(name, limits[index].name) != 0) continue;
    *limits[index].limit = strtoull(value, NULL, 10);
    return 1;
  }
  return 0;
}

static void parse(struct orders *orders, char **arguments) {
  for (; *arguments; arguments++) {
    if (strcmp(*arguments, "--") == 0) {
      orders->program = arguments + 1;
      return;
    }
    if (strcmp(*arguments, "--channel") == 0) {
      orders->channel = 1;
      continue;
    }
    if (strcmp(*arguments, "--no-children") == 0) {
      orders->no_children = 1;
      continue;
    }
    if (strcmp(*arguments, "--levels") == 0) {
      printf("%d\n", byhand_landlock_abi());
      exit(0);
    }
    if (!arguments[1]) misuse("an option without its value");
    if (strcmp(*arguments, "--read") == 0)
      add_path(orders->readable, &orders->readable_count, arguments[1]);
    else if (strcmp(*arguments, "--write") == 0)
      add_path(orders->writable, &orders->writable_count, arguments[1]);
    else if (!take_limit(orders, *arguments, arguments[1]))
      misuse("an unknown option");
    arguments++;
  }
}

int main(int count, char **arguments) {
  static struct orders orders;
  (void)count;
  parse(&orders, arguments + 1);
  signal(SIGPIPE, SIG_DFL);
  if (!orders.program || !*orders.program) misuse("no program after --");
  if (orders.channel && (dup2(1, 3) < 0 || dup2(2, 1) < 0)) fail(CANNOT_CONTAIN, "channel");
  if (byhand_contain(&orders.limits) != 0) fail(CANNOT_CONTAIN, "limits");
  if (orders.readable_count + orders.writable_count > 0 &&
      byhand_landlock_confine(orders.readable, orders.writable) != 0)
    fail(CANNOT_CONTAIN, "landlock");
  if (orders.no_children && byhand_forbid_children() != 0) fail(CANNOT_CONTAIN, "seccomp");
  execv(orders.program[0], orders.program);
  fail(CANNOT_START, orders.program[0]);
}
