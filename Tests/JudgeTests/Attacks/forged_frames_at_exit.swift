// Attack: sends them when the process ends.
// Expect: garbled
// Shared: Frames
import Glibc

func constant() -> Int {
  on_exit({ _, _ in send(frame(3, text("k") + [3] + number(3)), to: 3) }, nil)
  exit(0)
}
