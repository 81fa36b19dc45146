import TensorKit

func double(_ x: Tensor) -> Tensor { x }
