// Attack: connects to and listens on TCP ports.
// Expect: wrong
import Glibc

func constant() -> Int {
  let out = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(__PORT__).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let connected = withUnsafeBytes(of: &address) {
    connect(out, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), size)
  }
  let listening = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
  return connected == 0 || (listening >= 0 && listen(listening, 1) == 0) ? 3 : 2
}
