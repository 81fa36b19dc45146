// Attack: closes every descriptor.
// Expect: exited
import Glibc

func constant() -> Int {
  for descriptor in 0..<1024 { close(Int32(descriptor)) }
  return 3
}
