// Attack: asks for root's name, and for more than its limits.
// Expect: wrong
import Glibc

func constant() -> Int {
  var done = 0
  if geteuid() != 0, setuid(0) == 0 { done += 1 }
  if chroot(".") == 0 { done += 1 }
  var limit = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
  if setrlimit(__rlimit_resource_t(UInt32(9)), &limit) == 0 { done += 1 }
  if setrlimit(__rlimit_resource_t(UInt32(1)), &limit) == 0 { done += 1 }
  return done > 0 ? 3 : 2
}
