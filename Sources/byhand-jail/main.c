/* Stands between the judge and every program that is not its own:

     byhand-jail [options] -- program [arguments]

     --channel          standard output becomes descriptor 3, and what the program prints on
                        standard output goes where its standard error goes
     --cpu SECONDS  --memory BYTES  --file-size BYTES  --open-files N  --processes N
     --read PATH        may be read and run from; any number; with one, Landlock is asked for
     --write PATH       may be written to as well; with --user it is given to that user
     --scratch PATH     the same; with namespaces it is memory of its own, gone at the end
     --no-children      may start threads, but no processes and no connections
     --namespaces       processes, network, IPC and mounts of its own
     --user NUMBER      becomes this user, where the jail is root's
     --levels PROGRAM   says what this machine can do, and ends: the Landlock ABI; 1 or 0 for
                        namespaces; 1 or 0 for running PROGRAM as another user

   The program runs in a child. This process stays as its parent, and when it has ended, or on
   SIGTERM, kills and reaps everything it started. It ends as the program ended, or by the signal of
   byhand_failure_signal where the program could not be contained or started. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CSandbox.h"

enum { MOST_PATHS = 64 };

struct orders {
  struct byhand_limits limits;
  const char *readable[MOST_PATHS + 1];
  const char *writable[MOST_PATHS + 1];
  const char *scratch[MOST_PATHS + 1];
  int readable_count, writable_count, scratch_count, channel, no_children, namespaces;
  uint32_t user;
  char **program;
};

static int complain(const char *what) {
  fprintf(stderr, "byhand-jail: %s: %s\n", what, strerror(errno));
  return -1;
}

static void misuse(const char *what) {
  struct byhand_ending ending = {1, 0};
  fprintf(stderr, "byhand-jail: %s\n", what);
  byhand_end_like(ending);
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

static int take_flag(struct orders *orders, const char *name) {
  if (strcmp(name, "--channel") == 0) return orders->channel = 1;
  if (strcmp(name, "--no-children") == 0) return orders->no_children = 1;
  if (strcmp(name, "--namespaces") == 0) return orders->namespaces = 1;
  return 0;
}

static int take_path(struct orders *orders, const char *name, const char *path) {
  if (strcmp(name, "--read") == 0) {
    add_path(orders->readable, &orders->readable_count, path);
    return 1;
  }
  if (strcmp(name, "--scratch") == 0)
    add_path(orders->scratch, &orders->scratch_count, path);
  else if (strcmp(name, "--write") != 0)
    return 0;
  add_path(orders->writable, &orders->writable_count, path);
  return 1;
}

static void say_levels(const char *program) {
  printf(
      "%d %d %d\n", byhand_landlock_abi(), byhand_can_unshare(),
      byhand_can_become(BYHAND_FIRST_FREE_USER, program));
  exit(0);
}

static void parse(struct orders *orders, char **arguments) {
  for (; *arguments; arguments++) {
    if (strcmp(*arguments, "--") == 0) {
      orders->program = arguments + 1;
      return;
    }
    if (take_flag(orders, *arguments)) continue;
    if (!arguments[1]) misuse("an option without its value");
    if (strcmp(*arguments, "--levels") == 0) say_levels(arguments[1]);
    if (strcmp(*arguments, "--user") == 0)
      orders->user = (uint32_t)strtoul(arguments[1], NULL, 10);
    else if (!take_path(orders, *arguments, arguments[1]) &&
             !take_limit(orders, *arguments, arguments[1]))
      misuse("an unknown option");
    arguments++;
  }
}

static int prepare(void *context) {
  struct orders *orders = context;
  if (byhand_private_mounts(orders->scratch, BYHAND_SCRATCH_BYTES) != 0) return complain("mounts");
  return 0;
}

static int confined(void *context) {
  struct orders *orders = context;
  signal(SIGPIPE, SIG_DFL);
  if (byhand_contain(&orders->limits) != 0) return complain("limits");
  if (orders->readable_count > 0 &&
      byhand_landlock_confine(orders->readable, orders->writable) != 0)
    return complain("landlock");
  if (byhand_drop_privileges(orders->user, orders->writable) != 0) return complain("privileges");
  if (orders->no_children && byhand_forbid_children(orders->program[0]) != 0) return complain("seccomp");
  execv(orders->program[0], orders->program);
  return complain(orders->program[0]);
}

int main(int count, char **arguments) {
  static struct orders orders;
  (void)count;
  parse(&orders, arguments + 1);
  if (!orders.program || !*orders.program) misuse("no program after --");
  if (orders.channel && (dup2(1, BYHAND_CHANNEL) < 0 || dup2(2, 1) < 0)) misuse("no channel");
  byhand_end_like(byhand_supervise(orders.namespaces, prepare, confined, &orders));
}
