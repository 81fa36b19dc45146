// Attack: a thread stops the program again and again, between checks as well.
// Expect: timed out or passed
// Others: timed out or passed or not run
// Limit: 0.5
import Glibc

func constant() -> Int {
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { _ in
      while true {
        usleep(3000)
        kill(getpid(), SIGSTOP)
      }
    }, nil)
  usleep(1000)
  return 3
}
