import TensorKit

// MARK: - Block A

func double(_ x: Tensor) -> Tensor { x + x }

// MARK: - Block B: nothing more to write
