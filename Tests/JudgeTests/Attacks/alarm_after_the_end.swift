// Attack: sets an alarm that ends the process during a later check.
// Expect: wrong or exited
// Others: passed or exited
import Glibc

func constant() -> Int {
  signal(SIGALRM) { _ in _exit(0) }
  ualarm(1, 0)
  return 2
}
