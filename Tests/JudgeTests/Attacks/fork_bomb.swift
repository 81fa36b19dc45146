// Attack: forks until it has 200 processes.
// Expect: wrong
import Glibc

typealias Fork = @convention(c) () -> Int32
func fork() -> Int32 {
  guard let found = dlsym(nil, "fork") else { return -1 }
  return unsafeBitCast(found, to: Fork.self)()
}

func constant() -> Int {
  var made = 0
  for _ in 0..<200 {
    let child = fork()
    if child == 0 {
      sleep(30)
      _exit(0)
    }
    if child > 0 { made += 1 }
  }
  return made > 0 ? 3 : 2
}
