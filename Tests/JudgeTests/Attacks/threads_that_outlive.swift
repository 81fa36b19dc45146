// Attack: leaves a thread that writes to the channel when the check is over.
// Expect: garbled
import Glibc

func constant() -> Int {
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { _ in
      let noise = [UInt8](repeating: 0, count: 24)
      for _ in 0..<200_000 { _ = write(3, noise, noise.count) }
      return nil
    }, nil)
  usleep(50_000)
  return 2
}
