// Attack: makes a link to a file out of reach, and reads the link.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  symlink("__SOLUTION__", "link")
  _ = link("__SOLUTION__", "hard")
  let paths = ["link", "hard"]
  return paths.map(show).contains(true) ? 3 : 2
}
