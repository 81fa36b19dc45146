// Attack: allocates and touches ten gigabytes.
// Expect: crashed or timed out
import Glibc

func constant() -> Int {
  var blocks: [UnsafeMutableRawPointer] = []
  for _ in 0..<160 {
    let block = UnsafeMutableRawPointer.allocate(byteCount: 64 << 20, alignment: 4096)
    memset(block, 1, 64 << 20)
    blocks.append(block)
  }
  return 3
}
