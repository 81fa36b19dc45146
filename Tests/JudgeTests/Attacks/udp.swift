// Attack: sends a datagram.
// Expect: wrong
import Glibc

func constant() -> Int {
  let out = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(__PORT__).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let sent = withUnsafeBytes(of: &address) {
    sendto(out, "x", 1, 0, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), size)
  }
  return sent == 1 ? 3 : 2
}
