/// Ids turned to vectors and numbers.
extension Tensor {
  /// How often each of 0, 1, 2 … is among the elements; or, with `weights`, the sum of the weights of
  /// those elements.
  ///
  /// Shapes: int64 [n], weights [n] → [largest + 1, or minlength if that is more].
  ///
  /// PyTorch: `torch.bincount`.
  ///
  /// - Precondition: a vector of int64, none negative; as many weights.
  public final func bincount(weights: Tensor? = nil, minlength: Int = 0) -> Tensor {
    Indices.checkType(self, "bincount")
    precondition(
      ndim == 1, "bincount: shape \(shape) is no vector: flatten() it to count all elements")
    precondition(minlength >= 0, "bincount: minlength \(minlength) is negative: use 0 or more")
    if let weights {
      precondition(
        weights.shape == shape,
        "bincount: weights of shape \(weights.shape) for elements of shape \(shape): give one for "
          + "each")
    }
    // Without elements PyTorch does not look at the weights, nor at their type.
    if count == 0 { return Tensor.zeros([minlength], dtype: .int64) }
    let ids = contiguous()
    let most = Int(bitPattern: PlaceKernel.largest(ids))
    precondition(
      most >= 0, "bincount: an element is negative, and only 0, 1, 2 … are counted")
    let length = Swift.max(most + 1, minlength)
    guard let weights else {
      let counts = Tensor.zeros([length], dtype: .int64)
      PlaceKernel.count(ids, into: counts)
      return counts
    }
    let kept = weights.dtype == .float32 ? weights.detach() : weights.detach().to(.float64)
    return Tensor.zeros([length], dtype: kept.dtype)
      .scatterAdd_(dim: 0, index: self, src: kept)
  }

  /// Each of the vectors stretched over the grid that they span.
  ///
  /// Shapes: [m], [n] … → [m, n, …] each, or [n, m, …] with ``MeshIndexing/xy``. Views.
  ///
  /// PyTorch: `torch.meshgrid`.
  ///
  /// - Precondition: there is a vector; scalars count as vectors of one element.
  public static func meshgrid(_ tensors: [Tensor], indexing: MeshIndexing = .ij) -> [Tensor] {
    precondition(!tensors.isEmpty, "meshgrid: there is no vector to span a grid")
    for tensor in tensors {
      precondition(
        tensor.ndim <= 1, "meshgrid: shape \(tensor.shape) is no vector: flatten() it first")
    }
    let extents = tensors.map(\.count)
    let grids = tensors.enumerated().map { position, tensor in
      var own = [Int](repeating: 1, count: extents.count)
      own[position] = extents[position]
      return tensor.reshape(own).expand(extents)
    }
    return indexing == .xy && grids.count > 1 ? grids.map { $0.transposed(0, 1) } : grids
  }
}

/// Which dimension of a grid the first vector runs along.
///
/// PyTorch: `indexing` of `torch.meshgrid`.
public enum MeshIndexing: Sendable {
  /// The first: as the rows of a matrix.
  ///
  /// PyTorch: `indexing="ij"` of `torch.meshgrid`.
  case ij
  /// The second: as x in a picture.
  ///
  /// PyTorch: `indexing="xy"` of `torch.meshgrid`.
  case xy
}

/// For each id a row of zeros with a 1 at the id's place.
///
/// Shapes: int64 [...] → int64 [..., numClasses], or as many as the largest id needs.
///
/// PyTorch: `torch.nn.functional.one_hot`.
///
/// - Precondition: every id lies in 0 ..< numClasses.
public func oneHot(_ ids: Tensor, numClasses: Int? = nil) -> Tensor {
  Indices.checkType(ids, "oneHot")
  precondition(
    numClasses != nil || ids.count > 0,
    "oneHot: without ids, numClasses must be said: nothing shows how many there are")
  let classes = numClasses ?? ids.max().ints()[0] + 1
  for id in ids.ints() where id < 0 || id >= classes {
    preconditionFailure("oneHot: id \(id) is no class: ids must lie in 0..<\(classes)")
  }
  let out = Tensor.zeros(ids.shape + [Swift.max(classes, 0)], dtype: .int64)
  return ids.count == 0 ? out : out.scatter_(dim: -1, index: ids.unsqueeze(-1), value: 1)
}
