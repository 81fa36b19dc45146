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

  /// A layer of these numbers, of which nothing is drawn: what a file holds becomes a layer.
  ///
  /// PyTorch: `torch.nn.utils.skip_init`.
  ///
  /// - Precondition: the weight is a matrix [outFeatures, inFeatures] with elements, and the bias, if
  ///   there is one, has outFeatures.
  public init(weight: Tensor, bias: Tensor? = nil) {
    precondition(
      weight.ndim == 2 && weight.count > 0 && bias.map { $0.shape == [weight.shape[0]] } ?? true,
      """
      Linear: a weight of shape \(weight.shape) must be a matrix with elements, [out, in], and a bias \
      have one element for each of its rows
      """)
    (inFeatures, outFeatures) = (weight.shape[1], weight.shape[0])
    super.init()
    register("weight", Parameter(weight))
    if let bias { register("bias", Parameter(bias)) }
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
