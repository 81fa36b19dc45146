// Attack: lets a pipe signal its parents when there is something to read.
// Expect: wrong
import Glibc

typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

func constant() -> Int {
  guard let found = dlsym(nil, "syscall") else { return 2 }
  let call = unsafeBitCast(found, to: Call.self)
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return 2 }
  var done = 0
  var owner = getppid()
  // x86-64: fcntl with F_SETOWN and F_SETSIG, ioctl with FIOSETOWN.
  if call(72, Int(ends[0]), 8, Int(owner), 0, 0, 0) >= 0 { done += 1 }
  if call(72, Int(ends[0]), 10, Int(SIGKILL), 0, 0, 0) >= 0 { done += 1 }
  withUnsafeMutableBytes(of: &owner) {
    if call(16, Int(ends[0]), 0x8901, Int(bitPattern: $0.baseAddress), 0, 0, 0) >= 0 { done += 1 }
  }
  return done > 0 ? 3 : 2
}
