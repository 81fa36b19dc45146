// Attack: leaves with the status that a jail might keep for its own trouble.
// Expect: exited
import Glibc

func constant() -> Int {
  exit(125)
}
