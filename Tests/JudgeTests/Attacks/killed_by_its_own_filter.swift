// Attack: enters the mode in which every call kills, so that it was not judged.
// Expect: wrong
import Glibc

typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

func constant() -> Int {
  guard let found = dlsym(nil, "syscall") else { return 2 }
  let call = unsafeBitCast(found, to: Call.self)
  // x86-64: prctl of the strict mode, and seccomp.
  _ = call(157, 22, 1, 0, 0, 0, 0)
  _ = call(317, 0, 0, 0, 0, 0, 0)
  _ = getppid()
  return 2
}
