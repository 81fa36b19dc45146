/// The order in which the elements of a tensor lie in memory, which need not be that of its shape.
extension Tensor {
  /// Whether the elements lie without gaps, in whatever order of the dimensions.
  final var isDense: Bool {
    if isContiguous { return true }
    guard let plan = CopyPlan(shape, from: strides, to: strides) else { return false }
    return plan.rank == 1 && plan.inner.to == 1
  }

  /// The dimensions, that with the largest step in memory first.
  final var memoryOrder: [Int] {
    shape.indices.sorted { (strides[$0], $1) > (strides[$1], $0) }
  }

  /// The elements as one run, in the order in which they lie in memory. Precondition: ``isDense``.
  final var inMemory: Tensor { alias(shape: [count], strides: [1], offset: offset) }

  /// Room for as many elements, without gaps and with the dimensions in the order of `model`: what
  /// PyTorch's words that end in `_like` make.
  convenience init(uninitializedInOrderOf model: Tensor, dtype: DType) {
    let strides = model.denseStrides
    self.init(
      storage: Storage(count: model.count, dtype: dtype), shape: model.shape, strides: strides,
      count: model.count, isContiguous: Shape.isContiguous(model.shape, strides))
  }

  /// This tensor if its elements lie as those of `model`, which is dense, else a copy that does.
  final func inOrder(of model: Tensor) -> Tensor {
    if strides == model.strides || isContiguous && model.isContiguous { return self }
    let out = Tensor(uninitializedInOrderOf: model, dtype: dtype)
    CopyKernel.run(from: self, to: out)
    return out
  }

  /// The strides without the gaps.
  private var denseStrides: [Int] {
    if isDense { return strides }
    var (dense, step) = (strides, 1)
    for d in innermostFirst {
      dense[d] = step
      step *= Swift.max(shape[d], 1)
    }
    return dense
  }

  /// The dimensions by their step, from the least on. A dimension that is not stepped along stays where
  /// it is between its neighbours, as in PyTorch.
  private var innermostFirst: [Int] {
    var order = Array(shape.indices.reversed())
    for i in order.indices.dropFirst() {
      var moving = i
      for j in stride(from: i - 1, through: 0, by: -1) {
        let (a, b) = (order[j], order[moving])
        if strides[a] == 0 || strides[b] == 0 { continue }
        if (strides[a], shape[a]) > (strides[b], shape[b]) {
          order.swapAt(j, moving)
          moving = j
        } else if strides[a] < strides[b] {
          break
        }
      }
    }
    return order
  }
}
