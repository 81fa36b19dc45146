#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

/* `grace` lies between the limit and the one that nothing survives. */
static int lower_with_grace(int resource, uint64_t value, uint64_t grace) {
  struct rlimit limit;
  if (value == 0) return 0;
  if (getrlimit(resource, &limit) != 0) return -1;
  if (limit.rlim_max == RLIM_INFINITY || value + grace < limit.rlim_max)
    limit.rlim_max = value + grace;
  limit.rlim_cur = value < limit.rlim_max ? value : limit.rlim_max;
  return setrlimit(resource, &limit);
}

static int lower(int resource, uint64_t value) { return lower_with_grace(resource, value, 0); }

int byhand_contain(const struct byhand_limits *limits) {
  struct rlimit none = {0, 0};
  /* The judge may have made this process a session leader already; then there is nothing to do. */
  if (setsid() < 0 && errno != EPERM) return -1;
  if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
#if defined(__linux__)
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
#endif
  /* Its signal says why a program ended, where the last limit's only kills. */
  if (lower_with_grace(RLIMIT_CPU, limits->cpu_seconds, 2) != 0) return -1;
  if (lower(RLIMIT_FSIZE, limits->file_size_bytes) != 0) return -1;
  if (lower(RLIMIT_NOFILE, limits->open_files) != 0) return -1;
#if defined(RLIMIT_NPROC)
  if (lower(RLIMIT_NPROC, limits->processes) != 0) return -1;
#endif
#if defined(__linux__)
  /* macOS refuses to lower the address space of a running program. */
  if (lower(RLIMIT_AS, limits->address_space_bytes) != 0) return -1;
#endif
  return 0;
}
