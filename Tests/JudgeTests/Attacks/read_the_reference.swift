// Attack: looks for the solution.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  let paths = ["__SOLUTION__", "/proc/self/cwd/../../solution/Triple.swift"]
  return paths.map(show).contains(true) ? 3 : 2
}
