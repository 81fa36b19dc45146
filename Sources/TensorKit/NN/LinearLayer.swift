/// y = x Wᵀ + b.
///
/// Registers `weight` [outFeatures, inFeatures] and, unless `bias` is false, `bias` [outFeatures].
///
/// PyTorch: `torch.nn.Linear`.
public class Linear: Module {
  /// The last extent of what goes in.
  ///
  /// PyTorch: `torch.nn.Linear.in_features`.
  public let inFeatures: Int
  /// The last extent of what comes out.
  ///
  /// PyTorch: `torch.nn.Linear.out_features`.
  public let outFeatures: Int

  /// W, [outFeatures, inFeatures].
  ///
  /// PyTorch: `torch.nn.Linear.weight`.
  public final var weight: Parameter { parameter("weight") }

  /// b, [outFeatures]; nil for a layer made with `bias: false`.
  ///
  /// PyTorch: `torch.nn.Linear.bias`.
  public final var bias: Parameter? { parameterIfPresent("bias") }

  /// Draws W and then b uniformly within ±1/√inFeatures from ``Generator/current``, to the bit as
  /// PyTorch does: W by Kaiming's rule with a = √5.
  ///
  /// PyTorch: `torch.nn.Linear`.
  ///
  /// - Precondition: both sizes are at least 1.
  public init(
    _ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType = .float32
  ) {
    precondition(
      inFeatures > 0 && outFeatures > 0,
      "Linear(\(inFeatures), \(outFeatures)): both sizes must be at least 1")
    self.inFeatures = inFeatures
    self.outFeatures = outFeatures
    super.init()
    let weight = Tensor.zeros([outFeatures, inFeatures], dtype: dtype)
    Init.kaimingUniform(weight, a: 5.0.squareRoot())
    register("weight", Parameter(weight))
    if bias {
      let bound = 1 / Double(inFeatures).squareRoot()
      let shift = Tensor.zeros([outFeatures], dtype: dtype)
      register("bias", Parameter(Init.uniform(shift, -bound, bound)))
    }
  }

  /// x: [..., inFeatures] → [..., outFeatures]
  public override func forward(_ x: Tensor) -> Tensor {
    linear(x, weight, bias)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String {
    "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(bias == nil ? "False" : "True")"
  }
}
