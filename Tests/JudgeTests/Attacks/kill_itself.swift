// Attack: dies as a program does that the system kills for its memory, to be judged another time.
// Expect: wrong
import Glibc

func constant() -> Int {
  kill(getpid(), SIGKILL)
  raise(SIGKILL)
  return 2
}
