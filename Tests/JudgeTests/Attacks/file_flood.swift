// Attack: writes a thousand files of a megabyte.
// Expect: wrong or garbled
import Glibc

func constant() -> Int {
  let block = [UInt8](repeating: 7, count: 1 << 20)
  var written = 0
  for number in 0..<1000 {
    let file = open("flood-\(number)", O_WRONLY | O_CREAT, 0o600)
    if file < 0 || write(file, block, block.count) < block.count { break }
    close(file)
    written += 1
  }
  return written == 1000 ? 3 : 2
}
