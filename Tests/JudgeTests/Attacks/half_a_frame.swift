// Attack: begins a frame, so that what follows is read as its rest.
// Expect: garbled
// Shared: Frames
import Glibc

func constant() -> Int {
  send(text(count: 40), to: 3)
  return 3
}
