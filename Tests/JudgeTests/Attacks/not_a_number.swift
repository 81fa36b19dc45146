// Attack: hopes that what compares to nothing compares to everything.
// Expect: wrong
// Target: triples
import TensorKit

func triple(_ x: Tensor) -> Tensor { x * Float.nan }
func constant() -> Int { 3 }
