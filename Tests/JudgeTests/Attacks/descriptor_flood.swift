// Attack: opens files until it may not, and keeps them.
// Expect: wrong
import Glibc

func constant() -> Int {
  var opened = 0
  while opened < 5000, open("/dev/null", O_RDONLY) >= 0 { opened += 1 }
  return opened >= 5000 ? 3 : 2
}
