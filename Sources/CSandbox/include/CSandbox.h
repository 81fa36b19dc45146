#ifndef BYHAND_CSANDBOX_H
#define BYHAND_CSANDBOX_H

#include <stdint.h>

/* Numbers that byhand-jail and who starts it have in common. */
enum {
  /* The descriptor that a program's frames go to. */
  BYHAND_CHANNEL = 3,
  /* From here up the numbers of users are free. */
  BYHAND_FIRST_FREE_USER = 0x70000000,
  /* The room of a program's folder, in bytes. */
  BYHAND_SCRATCH_BYTES = 256 << 20
};

/* Limits of one contained program; 0 leaves a limit as it is. */
struct byhand_limits {
  uint64_t cpu_seconds;
  uint64_t address_space_bytes;
  uint64_t file_size_bytes;
  uint64_t open_files;
  uint64_t processes;
};

/* Each returns 0, or -1 with errno set, where it says nothing else. */

/* A session of its own, no core dumps, the limits, no new privileges, and death with the parent. */
int byhand_contain(const struct byhand_limits *limits);

/* The highest Landlock ABI that this kernel has, or 0. */
int byhand_landlock_abi(void);

/* Confines this thread, and all it starts, to reading and running what lies below the `readable`
   paths and also writing below the `writable` ones; no TCP, and no signals to processes outside,
   where the ABI has these. Paths that do not exist are left out. */
int byhand_landlock_confine(const char *const readable[], const char *const writable[]);

/* From here on threads may be started, processes and sockets may not; no session is left, no other
   process signalled, traced, read or changed, and nothing left in the kernel that outlives the
   program. Only the program at this very address in memory can be started, and nothing sends the
   program SIGKILL but the system. Does nothing where there is no seccomp. */
int byhand_forbid_children(const char *program);

/* Namespaces of its own for processes, network, IPC and mounts, from the next fork on; also of users
   where this process is not root. */
int byhand_unshare(void);

/* Whether the kernel lets this process do that. Tries it in a child. */
int byhand_can_unshare(void);

/* In the first process of the new namespaces: nothing mounted here is seen outside, /proc shows this
   process namespace alone, and each folder is memory of its own with room for `bytes`. */
int byhand_private_mounts(const char *const folders[], uint64_t bytes);

/* Gives up root's powers; with `user` > 0, and started by root, also its name: files in `owned` are
   given to that user first. */
int byhand_drop_privileges(uint32_t user, const char *const owned[]);

/* Whether root may become that user and still run `program`. Tries it in a child. */
int byhand_can_become(uint32_t user, const char *program);

/* waitpid, to the end: a signal that comes meanwhile is no answer. */
int byhand_wait_out(int process, int *status);

/* How a supervised program ended. */
struct byhand_ending {
  /* It could not be contained or started; it said why on standard error. */
  int not_started;
  /* As waitpid's, where it was. */
  int status;
};

/* Runs `confined` in a child, which is to exec and returns only where it cannot, and stays as its
   parent. When the child has ended, or this process is asked to by SIGTERM, everything that the child
   started is killed and reaped, also what left its session. With `namespaces`, `prepare` runs in the
   first process of the new ones. */
struct byhand_ending byhand_supervise(
    int namespaces, int (*prepare)(void *), int (*confined)(void *), void *context);

/* The signal that byhand-jail dies of when it could not start the program: no program's own. */
int byhand_failure_signal(void);

/* Ends this process as the supervised program ended. */
_Noreturn void byhand_end_like(struct byhand_ending ending);

#endif
