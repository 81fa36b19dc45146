/// Two Linears with a GELU between them; the middle is four times as wide.
///
/// Registers `fc1` [4·dim, dim] and `fc2` [dim, 4·dim].
///
/// PyTorch: nothing like it.
public final class MLP: Module {
  /// Draws both Linears from ``Generator/current``.
  ///
  /// - Precondition: `dim` is at least 1.
  public init(dim: Int) {
    super.init()
    register("fc1", Linear(dim, 4 * dim))
    register("fc2", Linear(4 * dim, dim))
  }

  /// x: [..., dim] → [..., dim]
  public override func forward(_ x: Tensor) -> Tensor {
    child("fc2")(gelu(child("fc1")(x)))
  }
}
