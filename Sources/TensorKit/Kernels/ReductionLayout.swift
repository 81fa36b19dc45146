/// How a kernel walks a tensor along one dimension that is to vanish: as [blocks, n, inner], where
/// the blocks may lie anywhere and the innermost elements follow each other.
///
/// With `inner` = 1 the n elements of a result lie `step` apart: a row, mostly. Otherwise n rows of
/// `inner` elements lie `step` apart, and element i of the result is made of their elements i.
struct ReductionLayout {
  struct Dimension {
    var extent: Int
    var stride: Int
  }

  let blocks: [Dimension]
  let n: Int
  let step: Int
  let inner: Int
  let blockCount: Int
  /// From block to block, if they all lie equally far apart.
  let blockStep: Int?

  init(blocks: [Dimension], n: Int, step: Int, inner: Int) {
    (self.blocks, self.n, self.step, self.inner) = (blocks, n, step, inner)
    blockCount = blocks.reduce(1) { $0 * $1.extent }
    blockStep = blocks.count == 1 ? blocks[0].stride : nil
  }

  /// A contiguous tensor of shape [outer, n, inner].
  init(outer: Int, _ n: Int, inner: Int) {
    self.init(
      blocks: [Dimension(extent: outer, stride: n * inner)], n: n, step: inner, inner: inner)
  }

  /// Where block `index` begins, counted in elements.
  @inline(always)
  func offset(_ index: Int) -> Int {
    if let blockStep { return index &* blockStep }
    return strided(index)
  }

  private func strided(_ index: Int) -> Int {
    var (rest, offset) = (index, 0)
    for dimension in blocks.reversed() {
      offset += rest % dimension.extent * dimension.stride
      rest /= dimension.extent
    }
    return offset
  }
}

extension Tensor {
  /// What `kernel` makes of the elements along the sorted `axes`: in no graph, contiguous, of a
  /// shape that holds as many elements as the result, of type `type`.
  ///
  /// The elements are met in the order in which they lie in memory, whatever the order of the
  /// dimensions, so that a permuted tensor is not copied. Axes that are no neighbours in memory take
  /// several turns: the later ones see what the earlier ones made, and `again` reduces it.
  ///
  /// Precondition: no extent is 0.
  final func reduced(
    _ axes: [Int], to type: DType,
    _ kernel: (_ x: Tensor, _ layout: ReductionLayout, _ out: Tensor) -> Void,
    again: (_ x: Tensor, _ layout: ReductionLayout, _ out: Tensor) -> Void
  ) -> Tensor {
    if let layout = denseLayout(axes) {
      let out = Tensor(
        uninitialized: Tensor.reducedShape(shape, axes, keepDim: false), dtype: type)
      kernel(self, layout, out)
      return out
    }
    let order = MemoryOrder(self, axes)
    guard let layout = order.layout else {
      // Dense, but in the same order.
      let dense = permute(order.dims).detach().clone()
      let back = order.dims.indices.sorted { order.dims[$0] < order.dims[$1] }
      return dense.permute(back).reduced(axes, to: type, kernel, again: again)
    }
    let out = Tensor(uninitialized: order.extentsLeft, dtype: type)
    kernel(detach(), layout, out)
    let whole =
      order.axesLeft.isEmpty ? out : out.reduced(order.axesLeft, to: type, again, again: again)
    let kept = order.dims.filter { !axes.contains($0) }
    let back = kept.indices.sorted { kept[$0] < kept[$1] }
    return whole.reshape(kept.map { shape[$0] }).permute(back).contiguous()
  }

  /// The layout of a contiguous tensor whose axes are neighbours.
  private func denseLayout(_ axes: [Int]) -> ReductionLayout? {
    guard isContiguous, let first = axes.first, let last = axes.last,
      last - first == axes.count - 1
    else { return nil }
    if ndim == 0 { return ReductionLayout(outer: 1, 1, inner: 1) }
    var (outer, n, inner) = (1, 1, 1)
    for d in shape.indices {
      if d < first {
        outer *= shape[d]
      } else if d <= last {
        n *= shape[d]
      } else {
        inner *= shape[d]
      }
    }
    return ReductionLayout(outer: outer, n, inner: inner)
  }
}

/// A tensor's dimensions in the order of their strides, neighbours that are stepped through as one
/// merged, and what the first turn of a reduction does of it.
private struct MemoryOrder {
  private struct Group {
    var extent: Int
    var stride: Int
    var isReduced: Bool
  }

  /// All dimensions of the tensor, those with the widest steps first.
  let dims: [Int]
  /// The first turn; nil if the innermost elements do not follow each other.
  let layout: ReductionLayout?
  /// The shape that the first turn leaves, and which of its dimensions are still to be reduced.
  let extentsLeft: [Int]
  let axesLeft: [Int]

  init(_ x: Tensor, _ axes: [Int]) {
    dims = x.shape.indices.sorted {
      x.strides[$0] != x.strides[$1] ? x.strides[$0] > x.strides[$1] : $0 < $1
    }
    var groups: [Group] = []
    for d in dims where x.shape[d] != 1 {
      let group = Group(
        extent: x.shape[d], stride: x.strides[d], isReduced: axes.contains(d))
      if let last = groups.last, last.isReduced == group.isReduced,
        last.stride == group.extent * group.stride
      {
        groups[groups.count - 1].extent *= group.extent
        groups[groups.count - 1].stride = group.stride
      } else {
        groups.append(group)
      }
    }
    let turn = groups.lastIndex { $0.isReduced }
    let isRow = turn != nil && turn == groups.count - 1
    let reduced = turn.map { groups[$0] } ?? Group(extent: 1, stride: 1, isReduced: true)
    var blocks = groups
    if let turn { blocks.remove(at: turn) }
    extentsLeft = blocks.map(\.extent)
    axesLeft = blocks.indices.filter { blocks[$0].isReduced }
    var inner = 1
    if !isRow, let last = blocks.popLast() {
      guard last.stride == 1 else {
        layout = nil
        return
      }
      inner = last.extent
    }
    layout = ReductionLayout(
      blocks: blocks.map { .init(extent: $0.extent, stride: $0.stride) },
      n: reduced.extent, step: reduced.stride, inner: inner)
  }
}
