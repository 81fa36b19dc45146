// Attack: prints what would redraw, rename or answer for the terminal.
// Expect: wrong
import Glibc

func constant() -> Int {
  print(
    "\u{1B}[2J\u{1B}[H\u{1B}]0;owned\u{7}\u{1B}P$q\u{1B}\\\u{1B}[6n\u{9B}5n\u{202E}reversed\u{8}\u{8}"
  )
  let broken: [UInt8] = [0xff, 0xfe, 0xf5, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x1b, 0x5b]
  _ = write(1, broken, broken.count)
  return 2
}
