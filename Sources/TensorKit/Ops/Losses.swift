/// (prediction − target)²: their mean, unless `reduction` says otherwise.
///
/// Shapes are stretched to each other. The result is a scalar, or with reduction `.none` has the
/// stretched shape.
///
/// PyTorch: `torch.nn.functional.mse_loss`.
///
/// - Precondition: the shapes can be stretched to each other.
public func mseLoss(
  _ prediction: Tensor, _ target: Tensor, reduction: Reduction = .mean
) -> Tensor {
  let difference = prediction - target
  return (difference * difference).reduced(reduction)
}

/// |prediction − target|: their mean, unless `reduction` says otherwise.
///
/// Shapes are stretched to each other. The result is a scalar, or with reduction `.none` has the
/// stretched shape.
///
/// PyTorch: `torch.nn.functional.l1_loss`.
///
/// - Precondition: the shapes can be stretched to each other.
public func l1Loss(
  _ prediction: Tensor, _ target: Tensor, reduction: Reduction = .mean
) -> Tensor {
  (prediction - target).abs().reduced(reduction)
}

/// −target·log σ(logit) − (1 − target)·log(1 − σ(logit)), in nats, for yes-or-no questions: their
/// mean, unless `reduction` says otherwise. The sigmoid is not computed by itself, so that large
/// logits do not make an infinite loss.
///
/// Shapes: logits and targets have one shape, targets lie in 0...1; weight and posWeight are stretched
/// to it. The result is a scalar, or with reduction `.none` has that shape.
///
/// PyTorch: `torch.nn.functional.binary_cross_entropy_with_logits`.
///
/// - `weight`: a factor for the loss of each element.
/// - `posWeight`: a factor for the part of each loss that a target of 1 has.
/// - Precondition: the shapes are these, and the logits of floating point.
public func binaryCrossEntropyWithLogits(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, reduction: Reduction = .mean,
  posWeight: Tensor? = nil
) -> Tensor {
  precondition(
    logits.shape == targets.shape,
    """
    binaryCrossEntropyWithLogits: targets \(targets.shape) must have the shape of the logits, \
    \(logits.shape)
    """)
  // (1 − t)·x − (1 + (posWeight − 1)·t)·log σ(x)
  let positive = posWeight.map { ($0 - 1) * targets + 1 }
  let logs = logSigmoid(logits)
  let losses = (1 - targets) * logits - (positive.map { $0 * logs } ?? logs)
  return (weight.map { losses * $0 } ?? losses).reduced(reduction)
}

/// log σ(x) = −log(1 + e⁻ˣ), elementwise, without overflow.
///
/// PyTorch: `torch.nn.functional.logsigmoid`.
///
/// - Precondition: floating point values.
public func logSigmoid(_ x: Tensor) -> Tensor {
  precondition(
    x.dtype.isFloatingPoint, "logSigmoid: \(x.dtype) must be converted with to(.float32) first")
  if x.dtype.isStorageOnly { return x.widened { logSigmoid($0) } }
  let dense = x.contiguous()
  let out = Tensor(uninitializedLike: dense, dtype: x.dtype)
  LogSigmoidKernel.run(dense, into: out)
  guard isRecording(x) else { return out }
  return out.recorded("LogSigmoidBackward", [x], saving: [dense]) { gradient, step in
    [gradient * (-step.saved[0]).sigmoid()]
  }
}
