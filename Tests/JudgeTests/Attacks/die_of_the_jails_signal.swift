// Attack: dies of the signal by which the jail says that nothing was started.
// Expect: crashed
import Glibc

func constant() -> Int {
  signal(64, SIG_DFL)
  raise(64)
  return 3
}
