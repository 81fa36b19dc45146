// en: It leaves a warning.
// es: Deja un aviso.
// caught-by: strict_mode, twice
import TensorKit

func double(_ x: Tensor) -> Tensor {
  var unused = 1
  return x + x
}
