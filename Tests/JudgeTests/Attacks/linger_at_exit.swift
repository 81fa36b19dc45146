// Attack: sleeps when the process is to end.
// Expect: wrong
import Glibc

func constant() -> Int {
  on_exit({ _, _ in sleep(60) }, nil)
  return 2
}
