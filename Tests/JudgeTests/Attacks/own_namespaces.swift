// Attack: makes namespaces, mounts, and looks for the hosts'.
// Expect: wrong
import Glibc

typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

func constant() -> Int {
  guard let found = dlsym(nil, "syscall") else { return 2 }
  let call = unsafeBitCast(found, to: Call.self)
  // On x86-64: unshare users, mounts and processes; setns; mount; umount2; pivot_root.
  let calls = [
    (272, 0x1000_0000), (272, 0x2_0000), (272, 0x2000_0000), (308, 0), (165, 0), (166, 0), (155, 0),
  ]
  return calls.contains { call($0.0, $0.1, 0, 0, 0, 0, 0) == 0 } ? 3 : 2
}
