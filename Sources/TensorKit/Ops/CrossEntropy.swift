/// What becomes of the losses of the single rows.
///
/// PyTorch: `torch.nn.modules.loss`, the argument `reduction`.
public enum Reduction: Sendable {
  /// One loss for each row, or for each element where a loss has no rows.
  case none
  /// Their mean; with class weights, the sum of the losses over that of the weights.
  case mean
  /// Their sum.
  case sum
}

/// −log softmax(logits)[target], in nats.
///
/// Shapes: logits [C], [n, C] or [n, C, d…]; targets int64 without the C, that is [], [n] or [n, d…],
/// or probabilities of the logits' type and shape. The result is a scalar, or with reduction `.none`
/// has the shape of the targets without the C.
///
/// PyTorch: `torch.nn.functional.cross_entropy`.
///
/// - `weight`: [C], a factor for the loss of each class.
/// - `ignoreIndex`: a target that is no class, whose row does not count. If all rows are such, the
///   mean is nan.
/// - `labelSmoothing`: the share of each target that is spread evenly over all classes.
/// - Precondition: the shapes and types are these, and every target is a class or ignored.
public func crossEntropy(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean, labelSmoothing: Double = 0
) -> Tensor {
  precondition(
    (0...1).contains(labelSmoothing),
    "crossEntropy: a label smoothing of \(labelSmoothing) is no share: it lies in 0...1")
  if logits.dtype.isFloatingPoint && logits.dtype.isStorageOnly {
    let wide = logits.dtype.computed
    let shares = targets.dtype == logits.dtype ? targets.to(wide) : targets
    return crossEntropy(
      logits.to(wide), shares, weight: weight?.to(wide), ignoreIndex: ignoreIndex,
      reduction: reduction, labelSmoothing: labelSmoothing
    ).to(logits.dtype)
  }
  if targets.dtype.isFloatingPoint {
    return softCrossEntropy(logits, targets, weight, reduction, labelSmoothing)
  }
  if labelSmoothing == 0 {
    let rows = ClassRows("crossEntropy", logits, targets, weight, ignoreIndex)
    return rows.reduced(rows.crossEntropy(), reduction)
  }
  let logProbabilities = logits.logSoftmax(dim: logits.ndim > 1 ? 1 : 0)
  let rows = ClassRows("crossEntropy", logProbabilities, targets, weight, ignoreIndex)
  // The target's own share, and the same share of every class.
  let even = labelSmoothing / Double(rows.classes)
  let own = rows.reduced(rows.negativeLogLikelihood(), reduction)
  let all = rows.reduced(rows.negativeSum(), reduction)
  return own * (1 - labelSmoothing) + all * even
}

/// −logProbabilities[target]: ``crossEntropy(_:_:weight:ignoreIndex:reduction:labelSmoothing:)`` for
/// numbers that are logarithms of probabilities already.
///
/// Shapes: logProbabilities [C], [n, C] or [n, C, d…]; targets int64 without the C.
///
/// PyTorch: `torch.nn.functional.nll_loss`.
///
/// - Precondition: the shapes and types are these, and every target is a class or ignored.
public func nllLoss(
  _ logProbabilities: Tensor, _ targets: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: Reduction = .mean
) -> Tensor {
  if logProbabilities.dtype.isFloatingPoint && logProbabilities.dtype.isStorageOnly {
    let wide = logProbabilities.dtype.computed
    return nllLoss(
      logProbabilities.to(wide), targets, weight: weight?.to(wide), ignoreIndex: ignoreIndex,
      reduction: reduction
    ).to(logProbabilities.dtype)
  }
  let rows = ClassRows("nllLoss", logProbabilities, targets, weight, ignoreIndex)
  return rows.reduced(rows.negativeLogLikelihood(), reduction)
}

/// Targets that are probabilities: −Σ target·log softmax(logits) over the classes.
private func softCrossEntropy(
  _ logits: Tensor, _ targets: Tensor, _ weight: Tensor?, _ reduction: Reduction,
  _ smoothing: Double
) -> Tensor {
  precondition(
    logits.shape == targets.shape && logits.ndim >= 1 && logits.dtype == targets.dtype,
    """
    crossEntropy: targets \(targets.shape) of \(targets.dtype) are taken for probabilities, which need \
    the shape and type of the logits, \(logits.shape) of \(logits.dtype); classes are int64
    """)
  let dim = logits.ndim > 1 ? 1 : 0
  let classes = logits.shape[dim]
  var shares = targets
  if smoothing > 0 {
    shares = shares * (1 - smoothing) + smoothing / Double(classes)
  }
  if let weight {
    checkClassWeights("crossEntropy", weight, classes, logits.dtype)
    let ones = [Int](repeating: 1, count: logits.ndim - 1 - dim)
    shares = shares * weight.reshape([classes] + ones)
  }
  let losses = -(logits.logSoftmax(dim: dim) * shares).sum(dim: dim)
  return losses.reduced(reduction)
}

/// Stops the program unless there is one weight for each class.
func checkClassWeights(_ operation: StaticString, _ weight: Tensor, _ classes: Int, _ dtype: DType)
{
  precondition(
    weight.shape == [classes] && weight.dtype == dtype,
    """
    \(operation): the class weights \(weight.shape) of \(weight.dtype) must be [\(classes)] of \
    \(dtype): one for each class
    """)
}

extension Tensor {
  /// The losses themselves, their mean or their sum.
  final func reduced(_ reduction: Reduction) -> Tensor {
    switch reduction {
    case .none: self
    case .mean: mean()
    case .sum: sum()
    }
  }
}
