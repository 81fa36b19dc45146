// Attack: prints every variable it was given.
// Expect: wrong
// Strict: no
import Glibc

func constant() -> Int {
  var entry = environ
  while let variable = entry.pointee {
    print(String(cString: variable))
    entry += 1
  }
  return getenv("BYHAND_ATTACK_SECRET") == nil ? 2 : 3
}
