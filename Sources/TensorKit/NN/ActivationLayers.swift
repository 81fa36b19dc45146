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

/// x·Φ(x), element by element, with the normal distribution function Φ: exact, which is PyTorch's
/// default, or by a tanh, as in GPT-2. Hendrycks and Gimpel, arXiv:1606.08415.
///
/// PyTorch: `torch.nn.GELU`.
public final class GELU: Module {
  /// How Φ is computed.
  ///
  /// PyTorch: `torch.nn.GELU`.
  public let approximate: GeluApproximation

  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.GELU`.
  public init(approximate: GeluApproximation = .none) {
    self.approximate = approximate
    super.init()
  }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { gelu(x, approximate: approximate) }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "approximate='\(approximate)'" }
}

/// x·σ(x), element by element: also called swish. Elfwing et al., arXiv:1702.03118.
///
/// PyTorch: `torch.nn.SiLU`.
public final class SiLU: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.SiLU`.
  public override init() { super.init() }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { x.silu() }
}

/// The hyperbolic tangent, element by element.
///
/// PyTorch: `torch.nn.Tanh`.
public final class Tanh: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.Tanh`.
  public override init() { super.init() }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { x.tanh() }
}

/// 1/(1 + e⁻ˣ), element by element.
///
/// PyTorch: `torch.nn.Sigmoid`.
public final class Sigmoid: Module {
  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.Sigmoid`.
  public override init() { super.init() }

  /// x: any shape → the same shape
  public override func forward(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// Numbers along one dimension as probabilities: positive, with a sum of 1.
///
/// PyTorch: `torch.nn.Softmax`.
public final class Softmax: Module {
  /// The dimension along which the probabilities add up to 1.
  ///
  /// PyTorch: `torch.nn.Softmax.dim`.
  public let dim: Int

  /// A layer without parameters.
  ///
  /// PyTorch: `torch.nn.Softmax`.
  public init(dim: Int) {
    self.dim = dim
    super.init()
  }

  /// x: any shape that has the dimension → the same shape
  public override func forward(_ x: Tensor) -> Tensor { x.softmax(dim: dim) }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "dim=\(dim)" }
}
