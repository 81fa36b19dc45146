extension Tensor {
  /// What the entries say of each dimension, from the first on, as PyTorch's `tensor[a, b, c]`:
  ///
  /// - a number takes one element, and the dimension vanishes;
  /// - a range `1..<3`, `2...`, `..<(-1)`, `.all` or `.slice(from:to:step:)` takes some;
  /// - `.ellipsis` stands for all dimensions between, `.newAxis` for a new one of extent 1;
  /// - an int64 tensor or a list `[0, 2]` takes the elements at these places; several broadcast
  ///   together, and name one place each time;
  /// - a bool tensor takes the elements where it is true, of as many dimensions as it has.
  ///
  /// A view, unless a tensor or list is among them. What is assigned is stretched over what the
  /// entries name, and copied there in place.
  ///
  /// PyTorch: `torch.Tensor.__getitem__`, `torch.Tensor.__setitem__`, `torch.select`.
  ///
  /// - Precondition: numbers and places lie in −extent ..< extent; what is assigned broadcasts.
  public final subscript(_ indices: any TensorIndexing...) -> Tensor {
    get { taken(indices.map(\.tensorIndex)) }
    set { replace(indices.map(\.tensorIndex), newValue) }
  }

  /// `x[..., a]`: the entries behind the dots speak of the last dimensions.
  ///
  /// PyTorch: `torch.Tensor.__getitem__`, `torch.Tensor.__setitem__`.
  public final subscript(
    _: UnboundedRange, _ indices: any TensorIndexing...
  ) -> Tensor {
    get { taken([.ellipsis] + indices.map(\.tensorIndex)) }
    set { replace([.ellipsis] + indices.map(\.tensorIndex), newValue) }
  }

  /// `x[a, ..., b]`: the first entry speaks of the first dimension, the others of the last ones.
  ///
  /// PyTorch: `torch.Tensor.__getitem__`, `torch.Tensor.__setitem__`.
  public final subscript(
    _ first: any TensorIndexing, _: UnboundedRange, _ indices: any TensorIndexing...
  ) -> Tensor {
    get { taken([first.tensorIndex, .ellipsis] + indices.map(\.tensorIndex)) }
    set { replace([first.tensorIndex, .ellipsis] + indices.map(\.tensorIndex), newValue) }
  }

  private func taken(_ indices: [TensorIndex]) -> Tensor {
    let region = Region(of: self, indices, "subscript")
    return region.picks.isEmpty ? region.window : Picked.take(region.window, region.picks)
  }
}

/// What a subscript names: a window on the tensor, and the places that tensors pick in it.
struct Region {
  let window: Tensor
  let picks: [Pick]

  /// One tensor of places or one mask, whose first dimension in the window is `axis`.
  struct Pick {
    let axis: Int
    let tensor: Tensor
  }

  init(of x: Tensor, _ indices: [TensorIndex], _ operation: StaticString) {
    var (window, axis, picks) = (x, 0, [Pick]())
    for index in Region.complete(indices, x, operation) {
      switch index.kind {
      case .element(let place): window = window.select(dim: axis, place)
      case .slice(let from, let to, let step):
        if from != 0 || to < window.shape[axis] || step != 1 {
          window = window.slice(dim: axis, from: from, to: to, step: step)
        }
        axis += 1
      case .newAxis:
        window = window.unsqueeze(axis)
        axis += 1
      case .tensor(let tensor) where tensor.dtype == .int64 && tensor.ndim == 0:
        window = window.select(dim: axis, tensor.ints()[0])
      case .tensor(let tensor):
        if tensor.ndim == 0 { window = window.unsqueeze(axis) }
        let mask = tensor.ndim == 0 ? tensor.unsqueeze(0) : tensor
        Region.check(mask, window, axis, operation)
        picks.append(Pick(axis: axis, tensor: mask))
        axis += mask.dtype == .bool ? mask.ndim : 1
      case .ellipsis: break
      }
    }
    (self.window, self.picks) = (window, picks)
  }

  /// An entry for every dimension: the ellipsis, or the end, stands for whole ones.
  private static func complete(
    _ indices: [TensorIndex], _ x: Tensor, _ operation: StaticString
  ) -> [TensorIndex] {
    let named = indices.reduce(0) { $0 + $1.dimensions }
    precondition(
      named <= x.ndim,
      """
      \(operation): the entries name \(named) dimensions, and a tensor of shape \(x.shape) has only \
      \(x.ndim)
      """)
    let dots = indices.indices.filter { indices[$0].isEllipsis }
    precondition(
      dots.count <= 1,
      "\(operation): there are \(dots.count) ellipses, and which dimensions each stands for cannot "
        + "be told: leave one")
    let whole = [TensorIndex](repeating: .all, count: x.ndim - named)
    guard let at = dots.first else { return indices + whole }
    return indices[..<at] + whole + indices[(at + 1)...]
  }

  private static func check(
    _ tensor: Tensor, _ window: Tensor, _ axis: Int, _ operation: StaticString
  ) {
    if tensor.dtype != .bool {
      precondition(
        tensor.dtype == .int64,
        "\(operation): a tensor of \(tensor.dtype) is no index: places are int64, masks bool")
      return
    }
    let masked = Array(window.shape[axis..<axis + tensor.ndim])
    precondition(
      tensor.shape == masked,
      "\(operation): a mask of shape \(tensor.shape) does not fit dimensions of shape \(masked): "
        + "they must be equal")
  }
}
