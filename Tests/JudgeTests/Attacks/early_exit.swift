// Attack: leaves with status 0 before the check is over.
// Expect: exited
import Glibc

func constant() -> Int {
  exit(0)
}
