// Attack: answers by heart what another seed gave.
// Expect: wrong
// Target: triples
import TensorKit

func triple(_ x: Tensor) -> Tensor {
  Tensor([0.5, 1, 1.5, 2, 2.5, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 0.125]).reshape(4, 3)
}
func constant() -> Int { 3 }
