// Attack: takes nearly all the time of every check, and prints nearly all it may.
// Expect: timed out
// Limit: 0.5
import Glibc

func constant() -> Int {
  for line in 0..<9 { print(line, String(repeating: "x", count: 100_000)) }
  usleep(700_000)
  return 3
}
