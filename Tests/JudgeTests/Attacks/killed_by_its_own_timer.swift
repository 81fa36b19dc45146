// Attack: a timer that sends it what only the system sends.
// Expect: wrong
import Glibc

func constant() -> Int {
  var event = sigevent()
  event.sigev_notify = Int32(SIGEV_SIGNAL)
  event.sigev_signo = SIGKILL
  var timer: timer_t?
  guard timer_create(CLOCK_MONOTONIC, &event, &timer) == 0, let timer else { return 2 }
  var soon = itimerspec()
  soon.it_value.tv_nsec = 1000
  timer_settime(timer, 0, &soon, nil)
  sleep(5)
  return 2
}
