// Attack: starts two thousand threads that never end.
// Expect: wrong
import Glibc

func constant() -> Int {
  var started = 0
  for _ in 0..<2000 {
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { _ in
        sleep(60)
        return nil
      }, nil)
    if result == 0 { started += 1 }
  }
  return started == 2000 ? 3 : 2
}
