#define _GNU_SOURCE
#include "CSandbox.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <asm/sockios.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#define FOREIGN_CALLS 0x40000000u /* the x32 numbers */
#else
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#define FOREIGN_CALLS 0xffffffffu
#endif

/* Newer than the headers that Debian 12 has; the same number everywhere. */
#define FCHMODAT2 452
#define PROCESS_MADVISE 440
#define PROCESS_MRELEASE 448
/* linux/ioprio.h, which the C library has not. */
#define IOPRIO_WHO_PROCESS 1

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))
/* Runs the next statement only for this call. */
#define FOR_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1)
#define FORBID(number) FOR_CALL(number), REFUSE(EPERM)
/* About itself alone: the argument names this process, or by 0 whoever asks. The lower half is looked
   at, as the kernel reads a process's number. */
#define ABOUT_ITSELF(number, itself)                                        \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 5), LOAD(args[0]),       \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (itself), 2, 0),                  \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0), REFUSE(EPERM),          \
      ANSWER(SECCOMP_RET_ALLOW)
/* The same, where another argument says what the number names: only a process. */
#define ABOUT_ITSELF_AS(number, kind, itself)                               \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 7), LOAD(args[0]),        \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (kind), 0, 4), LOAD(args[1]),      \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (itself), 1, 0),                  \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1), ANSWER(SECCOMP_RET_ALLOW), \
      REFUSE(EPERM)
/* A signal to itself, and not the one that nothing but the system sends it then: a program that was
   killed did not do it. */
#define SIGNAL_TO_ITSELF(number, itself, signal)                            \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 6), LOAD(args[0]),        \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (itself), 0, 2), LOAD(args[signal]), \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SIGKILL, 0, 1), REFUSE(EPERM),    \
      ANSWER(SECCOMP_RET_ALLOW)
/* A file may signal whoever it is told to: no process is told to a file. */
#define NO_OWNER_BY_FCNTL                                                   \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fcntl, 0, 6), LOAD(args[1]),       \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETOWN, 3, 0),                  \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETOWN_EX, 2, 0),               \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, F_SETSIG, 1, 0),                  \
      ANSWER(SECCOMP_RET_ALLOW), REFUSE(EPERM)
#define NO_OWNER_BY_IOCTL                                                   \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 5), LOAD(args[1]),       \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FIOSETOWN, 2, 0),                 \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SIOCSPGRP, 1, 0),                 \
      ANSWER(SECCOMP_RET_ALLOW), REFUSE(EPERM)

/* The upper half of an argument; both machines write the lower one first. */
#define LOAD_UPPER(argument) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[argument]) + 4)
/* Only with this very address, or with none where it is 0. */
#define ONLY_WITH(number, argument, address)                                      \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 6), LOAD(args[argument]),       \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(address), 0, 3),             \
      LOAD_UPPER(argument),                                                      \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)((address) >> 32), 0, 1),     \
      ANSWER(SECCOMP_RET_ALLOW), REFUSE(EPERM)
/* No second filter, and no mode in which every call kills. */
#define NO_MODE_BY_PRCTL                                                          \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 4), LOAD(args[0]),             \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 1, 0),                  \
      ANSWER(SECCOMP_RET_ALLOW), REFUSE(EPERM)

int byhand_forbid_children(const char *program) {
  const uint64_t address = (uint64_t)(uintptr_t)program, nowhere = 0;
  const uint32_t self = (uint32_t)getpid();
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_CALLS, 0, 1),
      REFUSE(EPERM),
#if defined(__x86_64__)
      FORBID(SYS_fork), FORBID(SYS_vfork),
#endif
      /* Its flags lie in memory that a filter cannot read; the C library falls back to clone. */
      FOR_CALL(SYS_clone3), REFUSE(ENOSYS),
      FORBID(SYS_setsid), FORBID(SYS_setpgid),
      FORBID(SYS_socket), FORBID(SYS_socketpair), FORBID(SYS_io_uring_setup),
      /* Other processes, and the kernel. */
      FORBID(SYS_ptrace), FORBID(SYS_process_vm_readv), FORBID(SYS_process_vm_writev),
      FORBID(SYS_pidfd_open), FORBID(SYS_pidfd_send_signal), FORBID(SYS_pidfd_getfd),
      FORBID(SYS_unshare), FORBID(SYS_setns), FORBID(SYS_mount), FORBID(SYS_umount2),
      FORBID(SYS_chroot), FORBID(SYS_bpf), FORBID(SYS_perf_event_open), FORBID(SYS_userfaultfd),
      FORBID(SYS_keyctl), FORBID(SYS_add_key), FORBID(SYS_request_key),
      /* Landlock says who may write to a file, and not who may change its owner, rights or times. */
#if defined(__x86_64__)
      FORBID(SYS_chmod), FORBID(SYS_chown), FORBID(SYS_lchown), FORBID(SYS_utime),
      FORBID(SYS_utimes), FORBID(SYS_futimesat),
#endif
      FORBID(SYS_fchmod), FORBID(SYS_fchmodat), FORBID(FCHMODAT2), FORBID(SYS_fchown),
      FORBID(SYS_fchownat), FORBID(SYS_utimensat), FORBID(SYS_setxattr), FORBID(SYS_lsetxattr),
      FORBID(SYS_fsetxattr), FORBID(SYS_removexattr), FORBID(SYS_lremovexattr),
      FORBID(SYS_fremovexattr),
      /* Memory that no limit counts, or that stays when the program has gone. */
      FORBID(SYS_memfd_create), FORBID(SYS_shmget), FORBID(SYS_semget), FORBID(SYS_msgget),
      FORBID(SYS_mq_open),
      SIGNAL_TO_ITSELF(SYS_kill, self, 1), SIGNAL_TO_ITSELF(SYS_tgkill, self, 2),
      SIGNAL_TO_ITSELF(SYS_rt_sigqueueinfo, self, 1),
      SIGNAL_TO_ITSELF(SYS_rt_tgsigqueueinfo, self, 2), FORBID(SYS_tkill),
      /* What would change another process of the same user: its limits, its share of the machine,
         where its memory lies. */
      ABOUT_ITSELF(SYS_sched_setaffinity, self),
      ABOUT_ITSELF(SYS_sched_setscheduler, self), ABOUT_ITSELF(SYS_sched_setparam, self),
      ABOUT_ITSELF(SYS_sched_setattr, self), ABOUT_ITSELF(SYS_migrate_pages, self),
      ABOUT_ITSELF(SYS_move_pages, self), ABOUT_ITSELF_AS(SYS_setpriority, PRIO_PROCESS, self),
      ABOUT_ITSELF_AS(SYS_ioprio_set, IOPRIO_WHO_PROCESS, self),
      /* A limit that it sets itself, a timer, or a program that it becomes may end as only the system
         ends one. */
      ONLY_WITH(SYS_prlimit64, 2, nowhere), FORBID(SYS_setrlimit), FORBID(SYS_timer_create),
      FORBID(SYS_seccomp), NO_MODE_BY_PRCTL, ONLY_WITH(SYS_execve, 0, address),
      FORBID(SYS_execveat), NO_OWNER_BY_FCNTL, NO_OWNER_BY_IOCTL, FORBID(PROCESS_MADVISE),
      FORBID(PROCESS_MRELEASE), FORBID(SYS_kcmp),
      LOAD(nr),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0),
      ANSWER(SECCOMP_RET_ALLOW),
      LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
      REFUSE(EPERM),
      ANSWER(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog statements = {sizeof(filter) / sizeof(filter[0]), filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &statements, 0, 0);
}

#else

int byhand_forbid_children(const char *program) {
  (void)program;
  return 0;
}

#endif
