// Attack: sets the generator so that the input would be known.
// Expect: wrong
// Target: triples
import TensorKit

func triple(_ x: Tensor) -> Tensor {
  manualSeed(0)
  return Tensor.rand(4, 3) * 3
}
func constant() -> Int {
  manualSeed(0)
  return 3
}
