extension Tensor {
  /// Adds the derivative of this tensor by every leaf that requires a gradient to that leaf's
  /// ``grad``.
  ///
  /// PyTorch: `torch.Tensor.backward`.
  ///
  /// - Parameters:
  ///   - gradient: the weight of each element, of this tensor's shape; 1 if this is a scalar.
  ///   - retainGraph: keep what the operations saved, so that the graph can be walked once more.
  public final func backward(_ gradient: Tensor? = nil, retainGraph: Bool = false) {
    precondition(
      requiresGrad,
      """
      backward: this tensor of shape \(shape) does not depend on a tensor that requires a \
      gradient, or was computed inside noGrad
      """)
    let seed = seedGradient(gradient)
    guard let node else { return accumulate(seed) }
    GraphWalk.run(from: node, seed, retainGraph: retainGraph)
  }

  private func seedGradient(_ gradient: Tensor?) -> Tensor {
    guard let gradient else {
      precondition(
        count == 1,
        """
        backward: only a tensor of one element has a gradient by itself; shape \(shape) needs \
        backward(gradient) with a gradient of that shape, or a sum() first
        """)
      return Tensor.full(shape, 1, dtype: dtype)
    }
    precondition(
      gradient.shape == shape,
      "backward: a gradient of shape \(gradient.shape) does not fit a tensor of shape \(shape)")
    return gradient.detach().to(dtype)
  }
}

/// Reverse-mode differentiation over the graph: every node once, after all its uses.
enum GraphWalk {
  // An explicit stack, as the depth of a graph is not bounded by that of the program's.
  static func run(from root: Node, _ seed: Tensor, retainGraph: Bool) {
    countUses(from: root)
    root.gradient = seed
    var ready = [root]
    while let node = ready.popLast() {
      let gradient = node.gradient
      node.gradient = nil
      var gradients = gradient.map(node.inputGradients) ?? []
      for (index, edge) in node.edges.enumerated() {
        // Taken out, so that a leaf can tell whether it is the only one to hold it.
        let delivered = gradients.isEmpty ? nil : gradients[index].take()
        deliver(delivered, to: edge, &ready)
      }
      if !retainGraph { node.release() }
    }
  }

  /// Notes in each node reachable from `root` how many edges lead to it.
  private static func countUses(from root: Node) {
    var unseen = [root]
    while let node = unseen.popLast() {
      for case .node(let source) in node.edges {
        source.pending += 1
        if source.pending == 1 { unseen.append(source) }
      }
    }
  }

  private static func deliver(
    _ gradient: consuming Tensor?, to edge: Edge, _ ready: inout [Node]
  ) {
    switch edge {
    case .none: return
    case .leaf(let tensor):
      guard var gradient = consume gradient else { return }
      let isOnlyHere =
        isKnownUniquelyReferenced(&gradient) && isKnownUniquelyReferenced(&gradient.storage)
      tensor.accumulate(gradient, isOnlyHere: isOnlyHere)
    case .node(let node):
      if let gradient { node.gradient = node.gradient.map { $0 + gradient } ?? gradient }
      node.pending -= 1
      if node.pending == 0 { ready.append(node) }
    }
  }
}

extension Tensor {
  /// Adds to ``grad``, in place after the first time, so that its holders see the sum. A gradient that
  /// nobody else holds is kept as it is.
  final func accumulate(_ gradient: Tensor, isOnlyHere: Bool = false) {
    precondition(
      gradient.shape == shape,
      "backward: a gradient of shape \(gradient.shape) reached a leaf of shape \(shape)")
    if let sum = accumulatedGrad {
      noGrad { _ = sum.add_(gradient) }
    } else if isOnlyHere && gradient.isContiguous && !gradient.isView {
      accumulatedGrad = gradient
    } else {
      // A copy: the same gradient may be another leaf's too.
      accumulatedGrad = gradient.detach().clone()
    }
  }
}
