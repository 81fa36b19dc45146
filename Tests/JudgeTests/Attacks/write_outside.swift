// Attack: creates a file in every place it can think of.
// Expect: wrong
// Needs: L1
import Glibc

func constant() -> Int {
  let places = [
    "/tmp", "/var/tmp", "/dev/shm", "/run", "/root", "/home", "/", "..", "../build", "../..",
    "__SCRATCH__", "__OUTSIDE__", "/proc/self",
  ]
  var made = 0
  for place in places {
    let file = open("\(place)/byhand-attack-__MARK__", O_WRONLY | O_CREAT, 0o666)
    if file >= 0 { made += 1 }
    if mkdir("\(place)/byhand-attack-__MARK__.d", 0o777) == 0 { made += 1 }
  }
  return made > 0 ? 3 : 2
}
