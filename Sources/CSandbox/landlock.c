#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <stddef.h>

#if !defined(__linux__)

int byhand_landlock_abi(void) { return 0; }

int byhand_landlock_confine(const char *const readable[], const char *const writable[]) {
  (void)readable;
  (void)writable;
  errno = ENOSYS;
  return -1;
}

#else

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Distributions ship headers older than the kernels they run on, so the interface is spelt out
   here; what the running kernel does not know is masked by its ABI. Source: linux/landlock.h. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { VERSION_FLAG = 1, PATH_BENEATH = 1 };

#define FS_EXECUTE (1ULL << 0)
#define FS_WRITE_FILE (1ULL << 1)
#define FS_READ_FILE (1ULL << 2)
#define FS_READ_DIR (1ULL << 3)
#define FS_ALL_ABI1 ((1ULL << 13) - 1)
#define FS_REFER (1ULL << 13)
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL_DEV (1ULL << 15)
#define NET_BIND_CONNECT_TCP 3ULL
#define SCOPE_ABSTRACT_AND_SIGNAL 3ULL

struct ruleset {
  uint64_t handled_fs;
  uint64_t handled_net;
  uint64_t scoped;
};

struct path_beneath {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

int byhand_landlock_abi(void) {
  long abi = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
  return abi < 0 ? 0 : (int)abi;
}

static uint64_t handled_by(int abi) {
  uint64_t handled = FS_ALL_ABI1;
  if (abi >= 2) handled |= FS_REFER;
  if (abi >= 3) handled |= FS_TRUNCATE;
  if (abi >= 5) handled |= FS_IOCTL_DEV;
  return handled;
}

static int allow(int ruleset, const char *path, uint64_t access) {
  struct stat status;
  struct path_beneath rule;
  int result;
  int parent = open(path, O_PATH | O_CLOEXEC);
  if (parent < 0) return errno == ENOENT ? 0 : -1;
  if (fstat(parent, &status) == 0 && !S_ISDIR(status.st_mode))
    access &= FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
  rule.allowed = access;
  rule.parent = parent;
  result = (int)syscall(ADD_RULE, ruleset, PATH_BENEATH, &rule, 0);
  close(parent);
  return result;
}

int byhand_landlock_confine(const char *const readable[], const char *const writable[]) {
  int abi = byhand_landlock_abi();
  struct ruleset attributes = {0, 0, 0};
  size_t size = sizeof(uint64_t);
  int ruleset, result;

  if (abi < 1) {
    errno = ENOSYS;
    return -1;
  }
  attributes.handled_fs = handled_by(abi);
  if (abi >= 4) {
    attributes.handled_net = NET_BIND_CONNECT_TCP;
    size = 2 * sizeof(uint64_t);
  }
  if (abi >= 6) {
    attributes.scoped = SCOPE_ABSTRACT_AND_SIGNAL;
    size = sizeof(attributes);
  }
  ruleset = (int)syscall(CREATE_RULESET, &attributes, size, 0);
  if (ruleset < 0) return -1;
  for (; *readable; readable++)
    if (allow(ruleset, *readable, FS_EXECUTE | FS_READ_FILE | FS_READ_DIR) != 0) goto failed;
  for (; *writable; writable++)
    if (allow(ruleset, *writable, attributes.handled_fs) != 0) goto failed;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) goto failed;
  result = (int)syscall(RESTRICT_SELF, ruleset, 0);
  close(ruleset);
  return result;

failed:
  close(ruleset);
  return -1;
}

#endif
