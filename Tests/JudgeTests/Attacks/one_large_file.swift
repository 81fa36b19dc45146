// Attack: writes a file of a gigabyte.
// Expect: crashed
import Glibc

func constant() -> Int {
  let block = [UInt8](repeating: 7, count: 1 << 20)
  let file = open("large", O_WRONLY | O_CREAT, 0o600)
  for _ in 0..<1024 { if write(file, block, block.count) < 0 { return 2 } }
  return 3
}
