// Attack: looks for the request on its standard input.
// Expect: wrong
import Glibc

func constant() -> Int {
  var bytes = [UInt8](repeating: 0, count: 4096)
  lseek(0, 0, SEEK_SET)
  let back = open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK)
  let seen = max(
    pread(0, &bytes, 4096, 0), read(0, &bytes, 4096), back < 0 ? 0 : read(back, &bytes, 4096))
  return seen > 0 ? 3 : 2
}
