// Attack: leaves folders that are deep, closed, or named by no text.
// Expect: wrong or garbled
import Glibc

func constant() -> Int {
  symlink("__OUTSIDE__", "way-out")
  let name: [CChar] = [-1, -2, 120, 0]
  mkdir(name, 0o700)
  mkdir("closed", 0o700)
  _ = open("closed/inside", O_WRONLY | O_CREAT, 0o000)
  chmod("closed", 0)
  for _ in 0..<1200 {
    mkdir("deeper-and-deeper", 0o700)
    if chdir("deeper-and-deeper") != 0 { break }
  }
  return 2
}
