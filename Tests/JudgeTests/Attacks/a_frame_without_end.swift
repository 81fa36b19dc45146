// Attack: announces four gigabytes and sends no more.
// Expect: garbled
// Shared: Frames
import Glibc

func constant() -> Int {
  send([0xff, 0xff, 0xff, 0xff, 0, 0], to: 3)
  return 3
}
