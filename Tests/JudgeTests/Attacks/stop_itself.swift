// Attack: stops, so that it takes no processor time.
// Expect: timed out
// Limit: 0.4
import Glibc

func constant() -> Int {
  raise(SIGSTOP)
  return 3
}
