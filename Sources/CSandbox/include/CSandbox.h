#ifndef BYHAND_CSANDBOX_H
#define BYHAND_CSANDBOX_H

#include <stdint.h>

/* Limits of one contained program; 0 leaves a limit as it is. */
struct byhand_limits {
  uint64_t cpu_seconds;
  uint64_t address_space_bytes;
  uint64_t file_size_bytes;
  uint64_t open_files;
  uint64_t processes;
};

/* Each returns 0, or -1 with errno set. */

/* A session of its own, no core dumps, the limits, and death with the parent. */
int byhand_contain(const struct byhand_limits *limits);

/* The highest Landlock ABI that this kernel has, or 0. */
int byhand_landlock_abi(void);

/* Confines this thread, and all it starts, to reading and running what lies below the `readable`
   paths and also writing below the `writable` ones; no TCP, and no signals to processes outside,
   where the ABI has these. Paths that do not exist are left out. */
int byhand_landlock_confine(const char *const readable[], const char *const writable[]);

/* From here on threads may be started, processes and sockets may not, and the session cannot be
   left: so killing the process group kills everything. Does nothing where there is no seccomp. */
int byhand_forbid_children(void);

#endif
