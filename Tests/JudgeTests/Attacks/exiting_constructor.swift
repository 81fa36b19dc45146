// Attack: leaves with status 0 before any check can begin.
// Expect: exited
// Others: exited
// Strict: no
import Glibc

typealias Constructor =
  @convention(c) (Int32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void

@section(".init_array") @used
let begin: Constructor = { _, _, _ in _exit(0) }

func constant() -> Int { 3 }
