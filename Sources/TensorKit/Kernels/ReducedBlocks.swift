/// A tensor as kernels see it that look along dimensions more than once: contiguous, of shape
/// [outer, n, inner], with the elements that belong together along n.
struct ReducedBlocks {
  let x: Tensor
  let outer: Int
  let n: Int
  let inner: Int
  /// How the dimensions of `x` follow each other, if not in their own order.
  private let order: [Int]?

  /// Precondition: the axes are sorted.
  init(_ tensor: Tensor, _ axes: [Int]) {
    let shape = tensor.shape
    let (first, last) = (axes.first ?? 0, axes.last ?? 0)
    if last - first == axes.count - 1 {
      order = nil
      x = tensor.isContiguous ? tensor.detach() : tensor.detach().contiguous()
      outer = shape.prefix(first).reduce(1, *)
      inner = shape.dropFirst(last + 1).reduce(1, *)
    } else {
      let kept = shape.indices.filter { !axes.contains($0) }
      order = kept + axes
      x = tensor.detach().permute(kept + axes).contiguous()
      outer = kept.reduce(1) { $0 * shape[$1] }
      inner = 1
    }
    n = axes.reduce(1) { $0 * tensor.extent($1) }
  }

  /// What was made element by element of ``x``, in the order of the tensor's own dimensions.
  func restored(_ result: Tensor) -> Tensor {
    guard let order else { return result }
    return result.permute(order.indices.sorted { order[$0] < order[$1] })
  }

  /// A number for each result, written once for every element: those of a contiguous tensor.
  var resultCount: Int { outer * inner }
}
