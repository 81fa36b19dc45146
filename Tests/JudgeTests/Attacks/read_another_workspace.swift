// Attack: looks into another student's folder.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  let paths = ["__WORKSPACE__"]
  return paths.map(show).contains(true) ? 3 : 2
}
