// Attack: takes nearly all the time that loading may take, and crashes in each check, to be loaded again.
// Expect: crashed or not run
// Others: crashed or not run or passed
// Strict: no
import Glibc

typealias Constructor =
  @convention(c) (Int32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void

@section(".init_array") @used
let begin: Constructor = { _, _, _ in sleep(7) }

func triple(_ x: TensorKit.Tensor) -> TensorKit.Tensor { fatalError("again") }
func constant() -> Int { fatalError("again") }
