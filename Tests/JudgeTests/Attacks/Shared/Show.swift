import Glibc

/// Shows what is in a file, if it can.
func show(_ path: String) -> Bool {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { return false }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = read(file, &bytes, bytes.count)
  if count > 0 { print(String(decoding: bytes[..<count], as: UTF8.self)) }
  close(file)
  return count > 0
}
