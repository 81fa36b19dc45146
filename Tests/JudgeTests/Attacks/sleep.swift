// Attack: sleeps for a minute.
// Expect: timed out
// Limit: 0.4
import Glibc

func constant() -> Int {
  sleep(60)
  return 3
}
