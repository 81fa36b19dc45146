// Attack: makes sockets of the Unix kind, named and in pairs.
// Expect: wrong
import Glibc

func constant() -> Int {
  var pair: [Int32] = [-1, -1]
  let paired = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
  let one = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  return paired == 0 || one >= 0 ? 3 : 2
}
