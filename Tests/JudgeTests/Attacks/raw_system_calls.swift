// Attack: calls the kernel by number, past the C library.
// Expect: wrong
import Glibc

typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

func constant() -> Int {
  guard let found = dlsym(nil, "syscall") else { return 2 }
  let call = unsafeBitCast(found, to: Call.self)
  // On x86-64: fork, vfork's number for the x32 kind of call, socket, io_uring_setup, memfd_create,
  // unshare of the user, pidfd_open of the parent, keyctl. Elsewhere other calls, refused or not there.
  let calls = [
    (57, 0, 0), (0x4000_0039, 0, 0), (41, 1, 1), (425, 1, 0), (272, 0x1000_0000, 0),
    (434, Int(getppid()), 0), (250, 0, 0),
  ]
  var done = 0
  for (number, first, second) in calls {
    let result = call(number, first, second, 0, 0, 0, 0)
    if result == 0, number == 57 { _exit(9) }
    if result >= 0 { done += 1 }
  }
  return done > 0 ? 3 : 2
}
