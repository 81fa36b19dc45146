// Attack: puts a file in the channel's place.
// Expect: exited
import Glibc

func constant() -> Int {
  dup2(open("mine", O_RDWR | O_CREAT, 0o600), 3)
  return 3
}
