// Attack: crashes before any check can begin, in every process that loads it.
// Expect: crashed
// Others: crashed
// Strict: no
import Glibc

typealias Constructor =
  @convention(c) (Int32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void

@section(".init_array") @used
let begin: Constructor = { _, _, _ in abort() }

func constant() -> Int { 3 }
