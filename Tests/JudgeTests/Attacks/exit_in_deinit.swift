// Attack: ends the process while an object is let go, after the answer was made.
// Expect: exited
import Glibc

final class Last {
  deinit { _exit(0) }
}

func constant() -> Int {
  let last = Last()
  return withExtendedLifetime(last) { 3 }
}
