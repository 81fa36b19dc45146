/// Scores of classes as a matrix, a row for each target, whatever shape they came in.
struct ClassRows {
  /// [rows, classes], recorded from the scores.
  let scores: Tensor
  let classes: Int
  /// The class of each row; −1 where the row is ignored.
  private let chosen: [Int]
  /// The factor of each row's loss; 0 where it is ignored.
  private let factors: [Double]
  private let weight: Tensor?
  /// The shape of the losses.
  private let shape: [Int]

  init(
    _ operation: StaticString, _ scores: Tensor, _ targets: Tensor, _ weight: Tensor?,
    _ ignoreIndex: Int
  ) {
    precondition(
      scores.ndim >= 1 && scores.dtype.isFloatingPoint,
      """
      \(operation): scores \(scores.shape) of \(scores.dtype) must be [classes], [n, classes] or \
      [n, classes, …] of floating point
      """)
    let dim = scores.ndim > 1 ? 1 : 0
    var expected = scores.shape
    let classes = expected.remove(at: dim)
    precondition(
      expected == targets.shape && targets.dtype == .int64,
      """
      \(operation): logits \(scores.shape) need one int64 class for each row, of shape \
      \(expected); targets are \(targets.shape) of \(targets.dtype)
      """)
    if let weight { checkClassWeights(operation, weight, classes, scores.dtype) }
    let values = weight?.doubles()
    (chosen, factors) = Self.read(operation, targets.ints(), classes, values, ignoreIndex)
    (self.classes, self.weight, shape) = (classes, weight, targets.shape)
    // The classes last: [n, C, d…] → [n, d…, C].
    let order = scores.ndim > 2 ? [0] + Array(2..<scores.ndim) + [1] : []
    self.scores = (order.isEmpty ? scores : scores.permute(order)).reshape(chosen.count, classes)
  }

  private static func read(
    _ operation: StaticString, _ targets: [Int], _ classes: Int, _ weights: [Double]?,
    _ ignoreIndex: Int
  ) -> (chosen: [Int], factors: [Double]) {
    var (chosen, factors) = (targets, [Double](repeating: 1, count: targets.count))
    for (row, target) in targets.enumerated() {
      if target == ignoreIndex {
        (chosen[row], factors[row]) = (-1, 0)
        continue
      }
      precondition(
        target >= 0 && target < classes,
        "\(operation): there is no class \(target): targets must lie in 0..<\(classes)")
      if let weights { factors[row] = weights[target] }
    }
    return (chosen, factors)
  }

  /// −factor·log softmax(scores)[class] of each row.
  func crossEntropy() -> Tensor {
    let dense = scores.detach().contiguous()
    let logProbabilities = Tensor(uninitializedLike: dense, dtype: dense.dtype)
    SoftmaxKernel.logSoftmax(dense, rows: chosen.count, classes, into: logProbabilities)
    let losses = picked(logProbabilities)
    guard isRecording(scores) else { return losses }
    return losses.recorded("NllLossBackward", [scores], saving: [logProbabilities]) {
      gradient, step in
      // factor·(softmax − 1 at the class)
      let result = step.saved[0].exp()
      ClassKernel.scaleRows(result, by: scales(gradient), minusAt: chosen, classes)
      return [result]
    }
  }

  /// −factor·scores[class] of each row.
  func negativeLogLikelihood() -> Tensor {
    let losses = picked(scores.detach().contiguous())
    guard isRecording(scores) else { return losses }
    return losses.recorded("NllLossBackward", [scores]) { gradient, _ in
      let result = Tensor.zeros([chosen.count, classes], dtype: gradient.dtype)
      ClassKernel.scaleRows(result, by: scales(gradient), minusAt: chosen, classes)
      return [result]
    }
  }

  /// −Σ weight·scores over the classes of each row, 0 where it is ignored.
  func negativeSum() -> Tensor {
    let counts = Tensor(chosen.map { $0 < 0 ? 0 : -1 }, dtype: scores.dtype)
    let weighted = weight.map { scores * $0 } ?? scores
    return weighted.sum(dim: 1) * counts
  }

  /// The losses of the rows in the shape of the targets, their sum, or their mean.
  func reduced(_ losses: Tensor, _ reduction: Reduction) -> Tensor {
    switch reduction {
    case .none: return losses.reshape(shape)
    case .sum: return losses.sum()
    case .mean:
      let total = Tensor(factors, dtype: scores.dtype).sum()
      return losses.sum() / total
    }
  }

  private func picked(_ values: Tensor) -> Tensor {
    let losses = Tensor(uninitialized: [chosen.count], dtype: values.dtype)
    ClassKernel.pick(values, at: chosen, classes, times: factors, into: losses)
    return losses
  }

  /// What reaches each row: the gradient of its loss times its factor.
  private func scales(_ gradient: Tensor) -> [Double] {
    zip(gradient.doubles(), factors).map { $0 * $1 }
  }
}
