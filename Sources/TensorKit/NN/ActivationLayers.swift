/// max(x, 0), element by element.
///
/// PyTorch: `torch.nn.ReLU`.
public final class ReLU: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.ReLU`.
  public override init() { super.init() }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { x.relu() }
}

/// x·Φ(x), element by element, with the exact normal distribution function Φ: PyTorch's default
/// `nn.GELU`. Hendrycks and Gimpel, arXiv:1606.08415.
///
/// PyTorch: `torch.nn.GELU`.
public final class GELU: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.GELU`.
  public override init() { super.init() }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { gelu(x) }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "approximate='none'" }
}
