// Attack: hands over an array of 2²⁷ truth values, one byte each on their way and eight in the judge.
// Expect: passed
// Target: constant
// Others: garbled or crashed or timed out or passed

func triple(_ x: TensorKit.Tensor) -> TensorKit.Tensor {
  TensorKit.Tensor.zeros(1 << 27, dtype: .bool)
}
func constant() -> Int { 3 }
