// Attack: opens the channel from its other end and reads what was sent.
// Expect: garbled or wrong
// Target: triples
// Shared: Frames, Token
import Glibc
import TensorKit

func triple(_ x: Tensor) -> Tensor {
  let back = open("/proc/self/fd/3", O_RDONLY | O_NONBLOCK)
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = back < 0 ? 0 : read(back, &bytes, bytes.count)
  if count > 0 {
    send(Array(bytes[..<count]), to: 3)
    if let token = token(in: bytes) { forge(token) }
  }
  return x
}
