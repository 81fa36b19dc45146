// Attack: looks into every process it can see.
// Expect: wrong
// Needs: L1
import Glibc

/// Shows what is in a file, if it can.
func show(_ path: String) -> Bool {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { return false }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = read(file, &bytes, bytes.count)
  if count > 0 { print(String(decoding: bytes[..<count], as: UTF8.self)) }
  close(file)
  return count > 0
}

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
