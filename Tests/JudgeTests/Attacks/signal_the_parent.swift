// Attack: kills, stops and hangs up its parent.
// Expect: wrong
import Glibc

func constant() -> Int {
  var done = 0
  for number in [SIGKILL, SIGSTOP, SIGHUP, SIGTERM, SIGUSR1] {
    if kill(getppid(), number) == 0 { done += 1 }
  }
  return done > 0 ? 3 : 2
}
