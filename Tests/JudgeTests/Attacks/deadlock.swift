// Attack: locks what it has locked.
// Expect: timed out
// Limit: 0.4
import Glibc

func constant() -> Int {
  let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  pthread_mutex_init(lock, nil)
  pthread_mutex_lock(lock)
  pthread_mutex_lock(lock)
  return 3
}
