/// Normalises the last dimension to mean 0 and variance 1, then scales and shifts it: PyTorch's
/// `nn.LayerNorm`. Ba et al., arXiv:1607.06450.
///
/// Registers `weight` [dim], ones, and `bias` [dim], zeros. The variance is the biased one.
///
/// PyTorch: `torch.nn.LayerNorm`.
public final class LayerNorm: Module {
  /// The extent that is normalised over.
  ///
  /// PyTorch: `torch.nn.LayerNorm.normalized_shape`.
  public let dim: Int
  /// Added to the variance under the root.
  ///
  /// PyTorch: `torch.nn.LayerNorm.eps`.
  public let eps: Float

  /// The scale, [dim].
  ///
  /// PyTorch: `torch.nn.LayerNorm.weight`.
  public var weight: Parameter { parameter("weight") }
  /// The shift, [dim].
  ///
  /// PyTorch: `torch.nn.LayerNorm.bias`.
  public var bias: Parameter { parameter("bias") }

  /// Draws nothing: the scale begins as ones and the shift as zeros.
  ///
  /// PyTorch: `torch.nn.LayerNorm`.
  ///
  /// - Precondition: `dim` is at least 1.
  public init(_ dim: Int, eps: Float = 1e-5, dtype: DType = .float32) {
    precondition(dim > 0, "LayerNorm(\(dim)): the size must be at least 1")
    self.dim = dim
    self.eps = eps
    super.init()
    register("weight", Parameter(Tensor.ones([dim], dtype: dtype)))
    register("bias", Parameter(Tensor.zeros([dim], dtype: dtype)))
  }

  /// x: [..., dim] → [..., dim]
  public override func forward(_ x: Tensor) -> Tensor {
    layerNorm(x, weight: weight, bias: bias, eps: Double(asWritten: eps))
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String {
    "(\(dim),), eps=\(eps), elementwise_affine=True, bias=True"
  }
}
