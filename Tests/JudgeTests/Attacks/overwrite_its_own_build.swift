// Attack: writes over the file that it was loaded from.
// Expect: wrong
// Needs: L1
import Glibc

func constant() -> Int {
  var done = 0
  for path in ["../build/run.so", "../../build/run.so", "/proc/self/exe"] {
    if open(path, O_WRONLY) >= 0 { done += 1 }
    if truncate(path, 0) == 0 { done += 1 }
    if unlink(path) == 0 { done += 1 }
  }
  return done > 0 ? 3 : 2
}
