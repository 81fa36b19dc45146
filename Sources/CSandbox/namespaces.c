#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>

#if !defined(__linux__)

int byhand_unshare(void) {
  errno = ENOSYS;
  return -1;
}

int byhand_can_unshare(void) { return 0; }

int byhand_private_mounts(const char *const folders[], uint64_t bytes) {
  (void)folders;
  (void)bytes;
  return 0;
}

#else

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
  size_t length = strlen(text);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  ssize_t written;
  if (file < 0) return -1;
  written = write(file, text, length);
  close(file);
  return written == (ssize_t)length ? 0 : -1;
}

/* A user in a namespace of its own stays who it was outside. */
static int map_to_itself(unsigned user, unsigned group) {
  char line[64];
  snprintf(line, sizeof(line), "%u %u 1\n", user, user);
  if (write_file("/proc/self/uid_map", line) != 0) return -1;
  if (write_file("/proc/self/setgroups", "deny") != 0) return -1;
  snprintf(line, sizeof(line), "%u %u 1\n", group, group);
  return write_file("/proc/self/gid_map", line);
}

int byhand_unshare(void) {
  unsigned user = geteuid(), group = getegid();
  if (user != 0) {
    if (unshare(CLONE_NEWUSER) != 0) return -1;
    if (map_to_itself(user, group) != 0) return -1;
  }
  return unshare(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS);
}

int byhand_private_mounts(const char *const folders[], uint64_t bytes) {
  char options[96];
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return -1;
  /* Refused where part of the old /proc is hidden; Landlock leaves of it what is the program's. */
  (void)mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
  snprintf(
      options, sizeof(options), "size=%llu,nr_inodes=16384,mode=0700", (unsigned long long)bytes);
  for (; *folders; folders++) {
    if (mount("none", *folders, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0) return -1;
    /* The working folder was entered before it was covered. */
    if (chdir(*folders) != 0) return -1;
  }
  return 0;
}

int byhand_can_unshare(void) {
  const char *const none[] = {NULL};
  int status = 1;
  pid_t child = fork();
  if (child == 0) {
    pid_t first;
    if (byhand_unshare() != 0) _exit(1);
    first = fork();
    if (first == 0) _exit(byhand_private_mounts(none, 0) == 0 ? 0 : 1);
    if (first < 0 || byhand_wait_out(first, &status) != first) _exit(1);
    _exit(status == 0 ? 0 : 1);
  }
  if (child < 0 || byhand_wait_out(child, &status) != child) return 0;
  return status == 0;
}

#endif
