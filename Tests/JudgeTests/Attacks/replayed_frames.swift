// Attack: keeps what it finds of an earlier run, and sends it again.
// Expect: wrong
// Needs: L1
import Glibc

func constant() -> Int {
  let places = [
    "earlier", "../earlier", "/tmp/byhand-attack-__MARK__", "/dev/shm/byhand-attack-__MARK__",
  ]
  for place in places {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let kept = open(place, O_RDONLY)
    if kept >= 0, read(kept, &bytes, bytes.count) > 0 {
      _ = write(3, bytes, bytes.count)
      return 3
    }
    let made = open(place, O_WRONLY | O_CREAT, 0o666)
    if made >= 0 { _ = write(made, bytes, bytes.count) }
  }
  return 2
}
