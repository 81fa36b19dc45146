// Attack: attaches to its parent, and reads its memory.
// Expect: wrong
import Glibc

typealias Trace = @convention(c) (Int32, Int32, Int, Int) -> Int
typealias Peek =
  @convention(c) (Int32, UnsafeMutablePointer<iovec>, Int, UnsafeMutablePointer<iovec>, Int, Int) ->
  Int

func constant() -> Int {
  var done = 0
  if let found = dlsym(nil, "ptrace") {
    let trace = unsafeBitCast(found, to: Trace.self)
    if trace(16, getppid(), 0, 0) == 0 || trace(0x4206, getppid(), 0, 0) == 0 { done += 1 }
  }
  if let found = dlsym(nil, "process_vm_readv") {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8)
    var here = iovec(iov_base: buffer, iov_len: 8)
    var there = iovec(iov_base: UnsafeMutableRawPointer(bitPattern: 0x40_0000), iov_len: 8)
    if unsafeBitCast(found, to: Peek.self)(getppid(), &here, 1, &there, 1, 0) > 0 { done += 1 }
  }
  return done > 0 ? 3 : 2
}
