extension AttentionCall {
  /// Attention as its formula says it, of recorded operations: with all weights [..., L, S] at
  /// once, of which some are dropped.
  func inSteps(_ dropoutP: Float) -> Tensor {
    var scores = matmul(query, key.transposed()) * scale
    if isCausal {
      let square = Array(scores.shape.suffix(2))
      scores = scores.maskedFill(Tensor.ones(square, dtype: .bool).triu(1), -Double.infinity)
    }
    if let mask {
      scores =
        mask.dtype == .bool ? scores.maskedFill(mask.eq(false), -Double.infinity) : scores + mask
    }
    if scores.count == 0 { return matmul(scores, value) }
    // A row of nothing but −∞ has no softmax: it gives zeros.
    let isBlind = scores.detach().amax(dim: -1, keepDim: true).eq(-Double.infinity)
    let weights = scores.maskedFill(isBlind, 0).softmax(dim: -1).maskedFill(isBlind, 0)
    return matmul(dropout(weights, p: dropoutP), value)
  }
}
