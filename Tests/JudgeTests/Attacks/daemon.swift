// Attack: leaves a process in a session of its own, which holds the channel open.
// Expect: wrong
import Glibc

typealias Fork = @convention(c) () -> Int32
func fork() -> Int32 {
  guard let found = dlsym(nil, "fork") else { return -1 }
  return unsafeBitCast(found, to: Fork.self)()
}

func constant() -> Int {
  let child = fork()
  if child == 0 {
    setsid()
    if fork() > 0 { _exit(0) }
    chdir("/")
    sleep(30)
    _exit(0)
  }
  return child > 0 ? 3 : 2
}
