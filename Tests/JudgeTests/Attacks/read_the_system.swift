// Attack: looks at the system's own files.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  let paths = ["/etc/passwd", "/etc/shadow", "/root/.bashrc", "/proc/1/environ", "/proc/kcore"]
  return paths.map(show).contains(true) ? 3 : 2
}
