/// Products of tensors, summed over the dimensions that the result does not name.
///
/// Each letter is a dimension: `"ij,jk->ik"` is the matrix product, `"bhid,bhjd->bhij"` attention's
/// scores, `"ii->i"` a diagonal. `...` stands for any dimensions, which broadcast. Without `->` the
/// result has the letters that are there once, in the order of the alphabet. Operands are taken from
/// left to right.
///
/// PyTorch: `torch.einsum`.
///
/// - Precondition: dimensions with one letter have one extent, or 1.
public func einsum(_ equation: String, _ operands: Tensor...) -> Tensor {
  einsum(equation, operands)
}

/// As ``einsum(_:_:)-(String,Tensor...)``.
///
/// PyTorch: `torch.einsum`.
public func einsum(_ equation: String, _ operands: [Tensor]) -> Tensor {
  precondition(!operands.isEmpty, "einsum: there is no operand")
  let read = EinsumEquation(equation, operands.map(\.shape))
  let terms = zip(operands, read.operands).map { EinsumTerm($0, $1, equation) }
  EinsumTerm.checkExtents(terms, equation)
  var (result, rest) = (terms[0], terms[1...])
  while let next = rest.popFirst() {
    let kept = Set(read.output).union(rest.flatMap(\.labels))
    result = result.summed(keeping: kept.union(next.labels))
      .times(next.summed(keeping: kept.union(result.labels)), keeping: kept)
  }
  return result.summed(keeping: Set(read.output)).arranged(read.output)
}

/// A tensor whose dimensions have labels, each once.
private struct EinsumTerm {
  typealias Label = EinsumEquation.Label

  let tensor: Tensor
  let labels: [Label]

  init(_ tensor: Tensor, labels: [Label]) { (self.tensor, self.labels) = (tensor, labels) }

  /// A label that is there twice leaves the diagonal.
  init(_ tensor: Tensor, _ labels: [Label], _ equation: String) {
    var (tensor, labels) = (tensor, labels)
    while let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }),
      let first = labels.firstIndex(of: labels[second])
    {
      precondition(
        tensor.shape[first] == tensor.shape[second],
        """
        einsum: "\(equation)" gives dimensions \(first) and \(second) of shape \(tensor.shape) one \
        letter: they must be equal
        """)
      tensor = tensor.diagonal(dim1: first, dim2: second)
      labels.append(labels[first])
      labels.remove(at: second)
      labels.remove(at: first)
    }
    (self.tensor, self.labels) = (tensor, labels)
  }

  static func checkExtents(_ terms: [EinsumTerm], _ equation: String) {
    var extents: [Label: Int] = [:]
    for term in terms {
      for (label, extent) in zip(term.labels, term.tensor.shape) where extent != 1 {
        let known = extents[label] ?? extent
        precondition(
          known == extent,
          """
          einsum: in "\(equation)" one dimension has extent \(known) in one operand and \(extent) \
          in another of shape \(term.tensor.shape): they must be equal, or one of them 1
          """)
        extents[label] = extent
      }
    }
  }

  func extent(_ label: Label) -> Int? { labels.firstIndex(of: label).map { tensor.shape[$0] } }

  /// Without the dimensions that are not to be kept.
  func summed(keeping kept: Set<Label>) -> EinsumTerm {
    let gone = labels.indices.filter { !kept.contains(labels[$0]) }
    if gone.isEmpty { return self }
    return EinsumTerm(tensor.sum(dim: gone), labels: labels.filter(kept.contains))
  }

  /// The dimensions in the order of `target`.
  func arranged(_ target: [Label]) -> Tensor {
    let order = target.compactMap { labels.firstIndex(of: $0) }
    return order == Array(labels.indices) ? tensor : tensor.permute(order)
  }

  /// The product, summed over what both have and nobody keeps.
  func times(_ other: EinsumTerm, keeping kept: Set<Label>) -> EinsumTerm {
    let (a, b) = (withoutStretched(in: other), other.withoutStretched(in: self))
    let shared = a.labels.filter(b.labels.contains)
    let (batch, inner) = (shared.filter(kept.contains), shared.filter { !kept.contains($0) })
    // What a stretched dimension left in one operand alone may have to go too.
    let (x, y) = (a.summed(keeping: kept.union(inner)), b.summed(keeping: kept.union(inner)))
    let (left, right) = (
      x.labels.filter { !shared.contains($0) }, y.labels.filter { !shared.contains($0) }
    )
    let product =
      inner.isEmpty || !x.tensor.dtype.isFloatingPoint
        || left.isEmpty && right.isEmpty && !batch.isEmpty
      ? x.stretchedProduct(y, batch, left, right, inner)
      : x.matrixProduct(y, batch, left, right, inner)
    return EinsumTerm(product, labels: batch + left + right)
  }

  /// Without the dimensions of extent 1 that are longer in the other.
  private func withoutStretched(in other: EinsumTerm) -> EinsumTerm {
    let kept = labels.indices.filter {
      tensor.shape[$0] != 1 || (other.extent(labels[$0]) ?? 1) == 1
    }
    if kept.count == labels.count { return self }
    let gone = labels.indices.filter { !kept.contains($0) }.reversed()
    return EinsumTerm(
      gone.reduce(tensor) { $0.squeeze($1) }, labels: kept.map { labels[$0] })
  }

  /// As a product of matrices [batch, left, inner] and [batch, inner, right].
  private func matrixProduct(
    _ other: EinsumTerm, _ batch: [Label], _ left: [Label], _ right: [Label], _ inner: [Label]
  ) -> Tensor {
    let (x, y) = (arranged(batch + left + inner), other.arranged(batch + inner + right))
    let lead = x.shape.prefix(batch.count)
    let (rows, columns) = (
      x.shape.dropFirst(batch.count).prefix(left.count), y.shape.suffix(right.count)
    )
    let middle = x.shape.suffix(inner.count).reduce(1, *)
    let stack = batch.isEmpty ? [] : [lead.reduce(1, *)]
    let product = x.reshape(stack + [rows.reduce(1, *), middle])
      .matmul(y.reshape(stack + [middle, columns.reduce(1, *)]))
    return product.reshape(Array(lead) + Array(rows) + Array(columns))
  }

  /// Element by element: where nothing is to be summed, where the matrices would be rows and columns,
  /// and for integers.
  private func stretchedProduct(
    _ other: EinsumTerm, _ batch: [Label], _ left: [Label], _ right: [Label], _ inner: [Label]
  ) -> Tensor {
    let (x, y) = (arranged(batch + left + inner), other.arranged(batch + right + inner))
    let ones = { (count: Int) in [Int](repeating: 1, count: count) }
    let (b, l) = (batch.count, left.count)
    let product =
      x.reshape(x.shape[..<(b + l)] + ones(right.count) + x.shape[(b + l)...])
      * y.reshape(y.shape[..<b] + ones(l) + y.shape[b...])
    let summed = Array((product.ndim - inner.count)..<product.ndim)
    return inner.isEmpty ? product : product.sum(dim: summed)
  }
}
