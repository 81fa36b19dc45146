// Attack: changes, renames and removes files that are not its own.
// Expect: wrong
// Needs: L1
import Glibc

func constant() -> Int {
  let path = "__WORKSPACE__"
  var done = 0
  if truncate(path, 0) == 0 { done += 1 }
  if chmod(path, 0o777) == 0 { done += 1 }
  if rename(path, path + ".old") == 0 { done += 1 }
  if unlink(path) == 0 { done += 1 }
  return done > 0 ? 3 : 2
}
