extension Tensor {
  /// Draws `numSamples` indices, each with a probability proportional to its weight here: [n] → [k], or
  /// for each row [b, n] → [b, k]. int64.
  ///
  /// Without replacement, or for one sample, the k greatest of wᵢ/qᵢ are taken, where the qᵢ are drawn
  /// from the exponential distribution: two words of the generator for each weight. With replacement a
  /// uniform number is looked up in the running sums: two words for each sample.
  ///
  /// PyTorch: `torch.multinomial`.
  ///
  /// - Precondition: floating point weights of one or two dimensions, none negative and not all 0 in a
  ///   row; without replacement, at least as many as samples.
  public final func multinomial(
    _ numSamples: Int, replacement: Bool = false, generator: Generator = .current
  ) -> Tensor {
    let weights = detach()
    weights.checkWeights(numSamples, replacement)
    let rows = ndim == 2 ? shape[0] : 1
    let drawn =
      replacement && numSamples > 1
      ? weights.lookedUp(numSamples, generator) : weights.raced(numSamples, generator)
    return Tensor(ints: drawn, shape: ndim == 2 ? [rows, numSamples] : [numSamples])
  }

  private func checkWeights(_ numSamples: Int, _ replacement: Bool) {
    precondition(
      dtype.isFloatingPoint,
      "multinomial: \(dtype) weights: convert them with to(.float32) first")
    precondition(
      (1...2).contains(ndim) && numSamples > 0,
      "multinomial: \(numSamples) samples from weights of shape \(shape): at least one sample, and a "
        + "vector or a matrix is needed")
    let categories = shape[ndim - 1]
    precondition(
      replacement || numSamples <= categories,
      "multinomial: \(numSamples) samples cannot all differ where there are \(categories) weights: "
        + "draw with replacement: true")
    for row in rowsOfDoubles() {
      precondition(
        row.allSatisfy { $0 >= 0 && $0.isFinite } && row.contains { $0 > 0 },
        "multinomial: the weights of a row must be finite, at least 0, and not all 0")
    }
  }

  /// The `numSamples` greatest of weight / exponential of each row.
  private func raced(_ numSamples: Int, _ generator: Generator) -> [Int] {
    let race = self / Tensor.emptyLike(self).exponential_(generator: generator)
    return race.rowsOfDoubles().flatMap { row in
      row.indices.sorted { (row[$0], $1) > (row[$1], $0) }.prefix(numSamples)
    }
  }

  private func lookedUp(_ numSamples: Int, _ generator: Generator) -> [Int] {
    let isSingle = dtype == .float32
    return rowsOfDoubles().flatMap { row -> [Int] in
      var (sums, sum) = ([Double](), 0.0)
      for weight in row {
        sum = isSingle ? Double(Float(sum) + Float(weight)) : sum + weight
        sums.append(sum)
      }
      sums = sums.map { isSingle ? Double(Float($0) / Float(sum)) : $0 / sum }
      return (0..<numSamples).map { _ in
        let sample = generator.draw { $0.uniformDouble() }
        // The first whose sum is not less; the sums may end a little below 1.
        return Swift.min(sums.partitionPoint { $0 < sample }, row.count - 1)
      }
    }
  }

  private func rowsOfDoubles() -> [[Double]] {
    let (values, length) = (doubles(), shape[ndim - 1])
    return stride(from: 0, to: values.count, by: Swift.max(length, 1)).map {
      Array(values[$0..<$0 + length])
    }
  }
}

extension [Double] {
  /// How many elements from the front on satisfy what none behind them does.
  fileprivate func partitionPoint(_ isBefore: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
