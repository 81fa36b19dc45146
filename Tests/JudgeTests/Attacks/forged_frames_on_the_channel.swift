// Attack: sends its own observation and the end of the check.
// Expect: garbled
// Shared: Frames
import Glibc

func constant() -> Int {
  send(frame(3, text("k") + [3] + number(3)) + frame(4, text("constant") + number(0)), to: 3)
  _exit(0)
}
