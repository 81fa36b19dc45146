// Attack: kills every process that it may.
// Expect: wrong
import Glibc

func constant() -> Int {
  let everybody = kill(-1, SIGKILL)
  let group = kill(0, SIGKILL)
  let first = kill(1, SIGKILL)
  return everybody == 0 || group == 0 || first == 0 ? 3 : 2
}
