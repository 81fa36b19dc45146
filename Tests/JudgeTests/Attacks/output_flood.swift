// Attack: floods its output with control sequences and bytes that are no text.
// Expect: flooded
import Glibc

func constant() -> Int {
  let noise = Array("\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m".utf8) + [0xff, 0xfe, 0xc0, 0x80, 0x00]
  let block = Array(repeatElement(noise, count: 500).joined())
  for _ in 0..<4000 { _ = write(1, block, block.count) }
  return 3
}
