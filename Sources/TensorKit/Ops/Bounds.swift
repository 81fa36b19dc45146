/// The larger or the smaller of two, elementwise. NaN wins. Where both are equal each gets half of the
/// gradient.
///
/// PyTorch: `torch.maximum`.
///
/// - Precondition: the shapes broadcast.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor {
  Arithmetic.together(a, b) { a, b in
    let out = Arithmetic.apply(.maximum, a, b, "maximum")
    guard isRecording(a, b) else { return out }
    return out.recorded("MaximumBackward", [a, b], saving: [a, b]) { gradient, step in
      Bounds.shared(gradient, step.saved[0], step.saved[1], step) { $0.lt($1) }
    }
  }
}

/// The smaller of two, elementwise. NaN wins. Where both are equal each gets half of the gradient.
///
/// PyTorch: `torch.minimum`.
///
/// - Precondition: the shapes broadcast.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor {
  Arithmetic.together(a, b) { a, b in
    let out = Arithmetic.apply(.minimum, a, b, "minimum")
    guard isRecording(a, b) else { return out }
    return out.recorded("MinimumBackward", [a, b], saving: [a, b]) { gradient, step in
      Bounds.shared(gradient, step.saved[0], step.saved[1], step) { $0.gt($1) }
    }
  }
}

extension Tensor {
  /// The larger of each element and the other tensor's.
  ///
  /// PyTorch: `torch.Tensor.maximum`.
  public final func maximum(_ other: Tensor) -> Tensor { TensorKit.maximum(self, other) }

  /// The smaller of each element and the other tensor's.
  ///
  /// PyTorch: `torch.Tensor.minimum`.
  public final func minimum(_ other: Tensor) -> Tensor { TensorKit.minimum(self, other) }

  /// Each element brought between two numbers; where `min` is above `max`, `max`. NaN stays. The
  /// gradient flows where the element lay between them.
  ///
  /// PyTorch: `torch.clamp`.
  public final func clamp(min: some TensorScalar, max: some TensorScalar) -> Tensor {
    clamped(min.scalar, max.scalar)
  }

  /// Each element, or `min` where it is below.
  ///
  /// PyTorch: `torch.clamp`, `torch.clamp_min`.
  public final func clamp(min: some TensorScalar) -> Tensor { clamped(min.scalar, nil) }

  /// Each element, or `max` where it is above.
  ///
  /// PyTorch: `torch.clamp`, `torch.clamp_max`.
  public final func clamp(max: some TensorScalar) -> Tensor { clamped(nil, max.scalar) }

  /// Each element brought between those of two tensors.
  ///
  /// PyTorch: `torch.clamp`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func clamp(min: Tensor, max: Tensor) -> Tensor {
    TensorKit.minimum(TensorKit.maximum(self, min), max)
  }

  private func clamped(_ low: Scalar?, _ high: Scalar?) -> Tensor {
    let dtype = [low, high].compactMap { $0 }.reduce(dtype) { $0.result(with: $1) }
    precondition(
      dtype != .bool, "clamp: shape \(shape) is of bool, which has no bounds: convert with to(…)")
    let x = to(dtype.computed)
    func bound(_ value: Scalar) -> Tensor {
      Tensor.single(rounding: value, x.dtype, for: "clamp")
    }
    var out = x.detach()
    if let low { out = Arithmetic.apply(.maximum, out, bound(low), "clamp") }
    if let high { out = Arithmetic.apply(.minimum, out, bound(high), "clamp") }
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("ClampBackward", [x], saving: [x]) { gradient, step in
      var result = gradient
      let zero = Tensor.zeros([], dtype: gradient.dtype)
      // Written so that NaN, which is on neither side, passes nothing on.
      if let low { result = Tensor.where(step.saved[0].gt(low), result, zero) }
      if let high { result = Tensor.where(step.saved[0].lt(high), result, zero) }
      return [result]
    }.rounded(to: dtype)
  }
}

private enum Bounds {
  /// The gradient of the one that was chosen; half for each where they are equal.
  static func shared(
    _ gradient: Tensor, _ a: Tensor, _ b: Tensor, _ step: borrowing Step,
    loses: (Tensor, Tensor) -> Tensor
  ) -> [Tensor?] {
    let half = Tensor.where(a.eq(b), gradient / 2, gradient)
    return [
      step.ifNeeded(0) { half.maskedFill(loses(a, b), 0).summed(to: a.shape) },
      step.ifNeeded(1) { half.maskedFill(loses(b, a), 0).summed(to: b.shape) },
    ]
  }
}
