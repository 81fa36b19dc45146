#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <grp.h>
#include <sys/types.h>
#include <unistd.h>

#if !defined(__linux__)

int byhand_drop_privileges(uint32_t user, const char *const owned[]) {
  (void)user;
  (void)owned;
  return 0;
}

int byhand_can_become(uint32_t user, const char *program) {
  (void)user;
  (void)program;
  return 0;
}

#else

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static int become(uint32_t user) {
  if (setgroups(0, NULL) != 0) return -1;
  if (setresgid(user, user, user) != 0) return -1;
  return setresuid(user, user, user);
}

/* Without these root is a user like any other, apart from the files that it owns. */
static int give_up_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct nothing[2] = {{0, 0, 0}, {0, 0, 0}};
  /* Beyond the last one that the kernel knows, and without the right to, this fails: no matter. */
  for (int number = 0; number < 64; number++) prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  return (int)syscall(SYS_capset, &header, nothing);
}

int byhand_drop_privileges(uint32_t user, const char *const owned[]) {
  if (user > 0 && geteuid() == 0) {
    for (; *owned; owned++)
      if (chown(*owned, user, user) != 0) return -1;
    if (become(user) != 0) return -1;
    /* Another user's program cannot be seen into by those who share its name; keep it killable. */
    if (prctl(PR_SET_PDEATHSIG, 9) != 0) return -1;
  }
  return give_up_capabilities();
}

int byhand_can_become(uint32_t user, const char *program) {
  int status = 1;
  pid_t child;
  if (geteuid() != 0) return 0;
  child = fork();
  if (child == 0) _exit(become(user) == 0 && access(program, X_OK) == 0 ? 0 : 1);
  if (child < 0 || byhand_wait_out(child, &status) != child) return 0;
  return status == 0;
}

#endif
