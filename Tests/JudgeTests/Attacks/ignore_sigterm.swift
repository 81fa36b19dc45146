// Attack: ignores every signal that can be, and never ends.
// Expect: timed out
// Limit: 0.4
import Glibc

func constant() -> Int {
  for number in 1...31 { signal(Int32(number), SIG_IGN) }
  let start = time(nil)
  while time(nil) < start + 60 {}
  return 3
}
