/// In training zeroes each element with probability p and scales the others by 1/(1 − p); in eval
/// mode returns its input. Srivastava et al., JMLR 15 (2014).
///
/// PyTorch: `torch.nn.Dropout`.
public final class Dropout: Module {
  /// The probability with which an element is dropped.
  ///
  /// PyTorch: `torch.nn.Dropout.p`.
  public let p: Float

  /// A layer without parameters that drops with probability `p`.
  ///
  /// PyTorch: `torch.nn.Dropout`.
  ///
  /// - Precondition: `p` lies in 0...1.
  public init(_ p: Float = 0.5) {
    precondition((0...1).contains(p), "Dropout(\(p)): a probability lies in 0...1")
    self.p = p
    super.init()
  }

  /// x: any shape → the same shape. Draws from ``Generator/current``, two words for each element.
  public override func forward(_ x: Tensor) -> Tensor {
    dropout(x, p: p, training: training)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "p=\(p), inplace=False" }
}
