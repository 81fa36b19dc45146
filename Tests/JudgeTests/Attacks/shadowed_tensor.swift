// Attack: puts a type of its own in the place of the library's.
// Expect: not compiled or missing

struct Tensor {
  static func rand(_ shape: Int...) -> Tensor { Tensor() }
}
func triple(_ x: Tensor) -> Tensor { x }
func constant() -> Int { 3 }
