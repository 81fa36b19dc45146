/// max(x, 0), element by element.
public final class ReLU: Module {
  public override init() { super.init() }

  public override func forward(_ x: Tensor) -> Tensor { x.relu() }
}

/// x·Φ(x), element by element, with the exact normal distribution function Φ: PyTorch's default
/// `nn.GELU`. Hendrycks and Gimpel, arXiv:1606.08415.
public final class GELU: Module {
  public override init() { super.init() }

  public override func forward(_ x: Tensor) -> Tensor { gelu(x) }

  public override var extraDescription: String { "approximate='none'" }
}
