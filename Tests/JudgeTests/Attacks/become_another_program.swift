// Attack: becomes another program, or itself again, and leaves the judge to wonder.
// Expect: wrong
import Glibc

func constant() -> Int {
  for path in ["/proc/self/exe", "/bin/true", "/usr/bin/true"] {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
    execv(path, &arguments)
  }
  return 2
}
