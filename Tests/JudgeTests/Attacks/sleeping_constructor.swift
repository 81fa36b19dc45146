// Attack: sleeps before any check can begin, in every process that loads it.
// Expect: timed out
// Others: timed out
// Strict: no
import Glibc

typealias Constructor =
  @convention(c) (Int32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void

@section(".init_array") @used
let begin: Constructor = { _, _, _ in sleep(600) }

func constant() -> Int { 3 }
