// caught-by: twice
// en: It adds x once too often,
//     so every value is 1.5 × the expected one.
// es: Suma x una vez de más.
import TensorKit

// caught-by: nothing, since the head is over
func double(_ x: Tensor) -> Tensor { x + x + x }
