// Attack: fills the channel with a pattern.
// Expect: garbled
import Glibc

func constant() -> Int {
  let noise = [UInt8](repeating: 0x41, count: 1 << 16)
  for _ in 0..<64 { _ = write(3, noise, noise.count) }
  return 3
}
