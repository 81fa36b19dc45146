/// The elements that the tensors of a subscript pick in a window.
///
/// The picked dimensions lie side by side in `window`: where other dimensions were between them,
/// they were moved to the front, as PyTorch does.
struct Picked {
  let window: Tensor
  /// The picked dimensions, and the places in each, all of one shape after broadcasting.
  private let axes: Range<Int>
  private let ids: [Tensor]
  private let shape: [Int]
  private let operation: StaticString

  /// The elements at the picks, with a gradient.
  static func take(_ window: Tensor, _ picks: [Region.Pick]) -> Tensor {
    if picks.count == 1, picks[0].tensor.dtype == .bool, picks[0].tensor.ndim == window.ndim {
      return window.maskedSelect(picks[0].tensor)
    }
    let picked = Picked(window, picks, "subscript")
    return picked.taken()
  }

  init(_ window: Tensor, _ picks: [Region.Pick], _ operation: StaticString) {
    self.operation = operation
    let (window, ids) = Picked.placesForMasks(window, picks)
    shape = ids.reduce([]) { Shape.broadcast($0, $1.ids.shape, operation) }
    self.ids = ids.map(\.ids)
    let order = ids.map(\.axis)
    guard let first = order.first, let last = order.last, last - first + 1 > order.count else {
      self.window = window
      axes = (order.first ?? 0)..<(order.first ?? 0) + order.count
      return
    }
    self.window = window.permute(order + (0..<window.ndim).filter { !order.contains($0) })
    axes = 0..<order.count
  }

  /// The shape of what is picked.
  var resultShape: [Int] {
    window.shape[..<axes.lowerBound] + shape + window.shape[axes.upperBound...]
  }

  private func taken() -> Tensor {
    let (places, layout) = located(in: window)
    let out = Tensor(uninitialized: resultShape, dtype: window.dtype)
    IndexKernel.take(window, layout, places, into: out)
    guard isRecording(window) else { return out }
    let original = window.shape
    return out.recorded("IndexBackward", [window], saving: ids) { gradient, _ in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      put(gradient.contiguous(), to: whole, accumulate: true)
      return [whole]
    }
  }

  /// Writes `values`, contiguous and of the result's shape or a single element, to the picked places
  /// of `x`, which has the window's shape.
  func put(_ values: Tensor, to x: Tensor, accumulate: Bool) {
    if accumulate && x.dtype.isStorageOnly {
      let wide = x.to(x.dtype.computed).contiguous()
      put(values.to(wide.dtype), to: wide, accumulate: true)
      return CopyKernel.run(from: wide.to(x.dtype), to: x)
    }
    let (places, layout) = located(in: x)
    if accumulate {
      IndexKernel.add(values, layout, places, to: x)
    } else {
      IndexKernel.put(values, layout, places, to: x)
    }
  }

  /// Where the places lie in the memory of `x`, which has the window's shape.
  private func located(in x: Tensor) -> (places: Tensor, IndexKernel.Layout) {
    if ids.count == 1 {
      let list = ids[0].contiguous()
      if PlaceKernel.areInside(list, x.shape[axes.lowerBound]) {
        return (list, layout(x, step: x.strides[axes.lowerBound]))
      }
    }
    let places = Tensor.zeros(shape, dtype: .int64)
    for (axis, ids) in zip(axes, ids) {
      let extent = x.shape[axis]
      let isInside = PlaceKernel.add(
        ids.expand(shape).contiguous(), extent, step: x.strides[axis], to: places)
      if isInside { continue }
      let far = ids.ints().first { $0 < -extent || $0 >= extent } ?? 0
      preconditionFailure(
        """
        \(operation): place \(far) is out of range: dimension \(axis) of shape \(x.shape) has \
        \(extent) elements
        """)
    }
    return (places, layout(x, step: 1))
  }

  private func layout(_ x: Tensor, step: Int) -> IndexKernel.Layout {
    IndexKernel.Layout(x.shape, x.strides, axes: axes, step: step)
  }

  /// Each mask as the places where it is true: one list for each of its dimensions, or a single one
  /// where these lie so in memory that they can be seen as one.
  private static func placesForMasks(
    _ window: Tensor, _ picks: [Region.Pick]
  ) -> (Tensor, [(axis: Int, ids: Tensor)]) {
    var (window, merged) = (window, 0)
    var result: [(axis: Int, ids: Tensor)] = []
    for pick in picks {
      let (axis, tensor, rank) = (pick.axis - merged, pick.tensor, pick.tensor.ndim)
      if tensor.dtype != .bool {
        result.append((axis, tensor))
      } else if let flat = flattened(window, axis..<axis + rank) {
        (window, merged) = (flat, merged + rank - 1)
        result.append((axis, tensor.nonzeroPlaces()))
      } else {
        let places = tensor.nonzero()
        for d in 0..<rank { result.append((axis + d, places.select(dim: 1, d).contiguous())) }
      }
    }
    return (window, result)
  }

  /// The window with these dimensions as one, if it is a view.
  private static func flattened(_ window: Tensor, _ axes: Range<Int>) -> Tensor? {
    let (shape, strides) = (window.shape, window.strides)
    for d in axes.dropLast() where strides[d] != strides[d + 1] * shape[d + 1] { return nil }
    if axes.count == 1 { return window }
    let extent = shape[axes].reduce(1, *)
    return window.reshape(shape[..<axes.lowerBound] + [extent] + shape[axes.upperBound...])
  }
}
