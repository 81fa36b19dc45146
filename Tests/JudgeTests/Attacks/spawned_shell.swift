// Attack: starts programs in each way that the C library has.
// Expect: wrong
import Glibc

func constant() -> Int {
  var process = pid_t()
  let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup("id"), nil]
  let spawned = posix_spawn(&process, "/bin/sh", nil, nil, words, nil)
  typealias System = @convention(c) (UnsafePointer<CChar>) -> Int32
  var status: Int32 = -1
  if let system = dlsym(nil, "system") {
    status = unsafeBitCast(system, to: System.self)("echo from a shell")
  }
  let pipe = popen("id", "r")
  return spawned == 0 || status == 0 || pipe != nil ? 3 : 2
}
