/// Gives back what it is given: what to put in the place of a layer that is not wanted.
///
/// PyTorch: `torch.nn.Identity`.
public final class Identity: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.Identity`.
  public override init() { super.init() }

  /// x: anything → itself
  public override func forward(_ x: Tensor) -> Tensor { x }
}

/// Makes one dimension of several neighbouring ones.
///
/// PyTorch: `torch.nn.Flatten`.
public final class Flatten: Module {
  /// The first of these dimensions.
  ///
  /// PyTorch: `torch.nn.Flatten`.
  public let startDim: Int
  /// The last of them.
  ///
  /// PyTorch: `torch.nn.Flatten`.
  public let endDim: Int

  /// A layer without parameters; unless told otherwise it leaves the first dimension, the batch.
  ///
  /// PyTorch: `torch.nn.Flatten`.
  public init(startDim: Int = 1, endDim: Int = -1) {
    (self.startDim, self.endDim) = (startDim, endDim)
    super.init()
  }

  /// x: [B, …] → [B, the product of the others]
  ///
  /// - Precondition: x has both dimensions, in this order.
  public override func forward(_ x: Tensor) -> Tensor {
    let (first, last) = (counted(startDim, x), counted(endDim, x))
    precondition(
      first >= 0 && first <= last && last < x.ndim,
      "Flatten: shape \(x.shape) has no dimensions \(startDim) to \(endDim)")
    let shape = x.shape
    return x.reshape(
      shape[..<first] + [shape[first...last].reduce(1, *)] + shape[(last + 1)...])
  }

  private func counted(_ dim: Int, _ x: Tensor) -> Int { dim < 0 ? dim + x.ndim : dim }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "start_dim=\(startDim), end_dim=\(endDim)" }
}
