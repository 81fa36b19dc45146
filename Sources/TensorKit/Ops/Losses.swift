/// The mean of −log softmax(logits)[target].
///
/// Shapes: logits [n, classes], or [classes]; targets int64 [n], or []. The result is a scalar, in
/// nats.
///
/// PyTorch: `torch.nn.functional.cross_entropy`.
///
/// - Precondition: the shapes are these, the logits of floating point, and every target a class.
public func crossEntropy(_ logits: Tensor, _ targets: Tensor) -> Tensor {
  precondition(
    logits.ndim >= 1 && logits.ndim <= 2 && logits.dtype.isFloatingPoint,
    """
    crossEntropy: logits \(logits.shape) of \(logits.dtype) must be [n, classes] of floating point: \
    reshape them, and the targets \(targets.shape) to [n]
    """)
  precondition(
    Array(logits.shape.dropLast()) == targets.shape && targets.dtype == .int64,
    """
    crossEntropy: logits \(logits.shape) need one int64 class for each row, of shape \
    \(logits.shape.dropLast()); targets are \(targets.shape) of \(targets.dtype)
    """)
  let dense = logits.detach().contiguous()
  let (rows, classes) = dense.rows
  let chosen = targets.ints()
  for target in chosen {
    precondition(
      target >= 0 && target < classes,
      "crossEntropy: there is no class \(target): targets must lie in 0..<\(classes)")
  }
  let logProbabilities = Tensor(uninitializedLike: dense, dtype: dense.dtype)
  SoftmaxKernel.logSoftmax(dense, rows: rows, classes, into: logProbabilities)
  let picked = Tensor(
    chosen.enumerated().map { logProbabilities.double(at: $0.offset * classes + $0.element) },
    dtype: dense.dtype)
  let out = -picked.mean()
  guard isRecording(logits) else { return out }
  let shape = logits.shape
  return out.recorded(
    "NllLossBackward", [logits], saving: [logProbabilities, targets]
  ) { gradient, step in
    let result = step.saved[0].exp()
    let chosen = step.saved[1].ints()
    for (row, target) in chosen.enumerated() { result.add(-1, at: row * classes + target) }
    return [(result * (gradient / Float(rows))).reshape(shape)]
  }
}

/// The mean of (prediction − target)², a scalar.
///
/// PyTorch: `torch.nn.functional.mse_loss`.
///
/// - Precondition: the shapes are equal.
public func mseLoss(_ prediction: Tensor, _ target: Tensor) -> Tensor {
  precondition(
    prediction.shape == target.shape,
    "mseLoss: prediction \(prediction.shape) and target \(target.shape) must have one shape")
  let difference = prediction - target
  return (difference * difference).mean()
}

extension Tensor {
  /// Element `index` of a dense floating point tensor.
  fileprivate func double(at index: Int) -> Double {
    switch dtype.floatingType {
    case .single: Double(floats[index])
    case .double: doublePointer[index]
    }
  }

  fileprivate func add(_ value: Double, at index: Int) {
    switch dtype.floatingType {
    case .double:
      doublePointer[index] += value
    case .single:
      floats[index] += Float(value)
    }
  }
}
