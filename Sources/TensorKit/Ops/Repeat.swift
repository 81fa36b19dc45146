extension Tensor {
  /// The tensor side by side with itself: along each dimension as often as `times` says. More numbers
  /// than dimensions make new dimensions in front. A copy.
  ///
  /// Shapes: [n₀, n₁, …] → [n₀·times₀, n₁·times₁, …].
  ///
  /// PyTorch: `torch.Tensor.repeat`.
  ///
  /// - Precondition: at least as many numbers as dimensions, none negative.
  public final func `repeat`(_ times: [Int]) -> Tensor {
    precondition(
      times.count >= ndim && times.allSatisfy { $0 >= 0 },
      "repeat: \(times) for shape \(shape): one number for each dimension at least, none negative")
    let padded = [Int](repeating: 1, count: times.count - ndim) + shape
    // Each dimension as two: which copy, and where in it.
    var (apart, stretched) = ([Int](), [Int]())
    for (count, extent) in zip(times, padded) {
      apart += [1, extent]
      stretched += [count, extent]
    }
    return reshape(apart).expand(stretched).clone().reshape(zip(times, padded).map { $0 * $1 })
  }

  /// As ``repeat(_:)-([Int])``, with the numbers one by one.
  ///
  /// PyTorch: `torch.Tensor.repeat`.
  public final func `repeat`(_ times: Int...) -> Tensor { `repeat`(times) }
}
