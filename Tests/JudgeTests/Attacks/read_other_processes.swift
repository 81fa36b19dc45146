// Attack: looks into every process it can see.
// Expect: wrong
// Needs: L1
// Shared: Show
import Glibc

func constant() -> Int {
  var found = false
  for process in Array(1...64) + [Int(getppid())]
    + Array(max(1, Int(getpid()) - 40)..<Int(getpid()))
  {
    if process == Int(getpid()) { continue }
    for name in ["environ", "cmdline", "maps", "mem", "fd/0", "root/etc/passwd"] {
      if show("/proc/\(process)/\(name)") { found = true }
    }
  }
  return found ? 3 : 2
}
