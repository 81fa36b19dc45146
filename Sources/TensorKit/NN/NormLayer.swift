/// Normalises the last dimensions to mean 0 and variance 1, then scales and shifts them: PyTorch's
/// `nn.LayerNorm`. Ba et al., arXiv:1607.06450.
///
/// Registers `weight`, ones, and `bias`, zeros, both of the normalised shape, unless they are left
/// out. The variance is the biased one.
///
/// PyTorch: `torch.nn.LayerNorm`.
public final class LayerNorm: Module {
  /// The last extents of the input, which are normalised over together.
  ///
  /// PyTorch: `torch.nn.LayerNorm.normalized_shape`.
  public let normalizedShape: [Int]
  /// Added to the variance under the root.
  ///
  /// PyTorch: `torch.nn.LayerNorm.eps`.
  public let eps: Float

  /// The scale; a layer made with `elementwiseAffine: false` has none.
  ///
  /// PyTorch: `torch.nn.LayerNorm.weight`.
  ///
  /// - Precondition: there is one.
  public var weight: Parameter { parameter("weight") }
  /// The shift; a layer made without bias has none.
  ///
  /// PyTorch: `torch.nn.LayerNorm.bias`.
  ///
  /// - Precondition: there is one.
  public var bias: Parameter { parameter("bias") }

  /// Draws nothing: the scale begins as ones and the shift as zeros.
  ///
  /// PyTorch: `torch.nn.LayerNorm`.
  ///
  /// - Precondition: there is an extent, and all are at least 1.
  public init(
    _ normalizedShape: [Int], eps: Float = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true,
    dtype: DType = .float32
  ) {
    precondition(
      !normalizedShape.isEmpty && normalizedShape.allSatisfy { $0 > 0 },
      "LayerNorm(\(normalizedShape)): there must be sizes, and each at least 1")
    self.normalizedShape = normalizedShape
    self.eps = eps
    super.init()
    guard elementwiseAffine else { return }
    register("weight", Parameter(Tensor.ones(normalizedShape, dtype: dtype)))
    if bias { register("bias", Parameter(Tensor.zeros(normalizedShape, dtype: dtype))) }
  }

  /// A layer that normalises the last dimension, of extent `dim`.
  ///
  /// PyTorch: `torch.nn.LayerNorm`.
  ///
  /// - Precondition: `dim` is at least 1.
  public convenience init(
    _ dim: Int, eps: Float = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true,
    dtype: DType = .float32
  ) {
    self.init(
      [dim], eps: eps, elementwiseAffine: elementwiseAffine, bias: bias, dtype: dtype)
  }

  /// x: [..., normalizedShape] → the same shape
  public override func forward(_ x: Tensor) -> Tensor {
    let (weight, bias) = (parameterIfPresent("weight"), parameterIfPresent("bias"))
    let eps = Double(asWritten: eps)
    if normalizedShape.count == 1 { return layerNorm(x, weight: weight, bias: bias, eps: eps) }
    let kept = x.shape.dropLast(normalizedShape.count)
    precondition(
      kept + normalizedShape == x.shape,
      "LayerNorm(\(normalizedShape)): an input of shape \(x.shape) does not end in this shape")
    // Several dimensions are one to the function: [..., k, d] → [..., k·d].
    let flat = x.reshape(kept + [normalizedShape.reduce(1, *)])
    return layerNorm(flat, weight: weight?.reshape(-1), bias: bias?.reshape(-1), eps: eps)
      .reshape(x.shape)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String {
    func said(_ name: String) -> String { parameterIfPresent(name) == nil ? "False" : "True" }
    return "\(pythonTuple(normalizedShape)), eps=\(eps), elementwise_affine=\(said("weight")), "
      + "bias=\(said("bias"))"
  }
}

/// Divides the last dimensions by the root of their mean square, then scales them: PyTorch's
/// `nn.RMSNorm`. Zhang and Sennrich, arXiv:1910.07467.
///
/// Registers `weight`, ones of the normalised shape, unless it is left out.
///
/// PyTorch: `torch.nn.RMSNorm`.
public final class RMSNorm: Module {
  /// The last extents of the input, which are normalised over together.
  ///
  /// PyTorch: `torch.nn.RMSNorm.normalized_shape`.
  public let normalizedShape: [Int]
  /// Added to the mean square under the root; nil for the distance from 1 to the next number of the
  /// input's type.
  ///
  /// PyTorch: `torch.nn.RMSNorm.eps`.
  public let eps: Double?

  /// The scale; a layer made with `elementwiseAffine: false` has none.
  ///
  /// PyTorch: `torch.nn.RMSNorm.weight`.
  ///
  /// - Precondition: there is one.
  public var weight: Parameter { parameter("weight") }

  /// Draws nothing: the scale begins as ones.
  ///
  /// PyTorch: `torch.nn.RMSNorm`.
  ///
  /// - Precondition: there is an extent, and all are at least 1.
  public init(
    _ normalizedShape: [Int], eps: Double? = nil, elementwiseAffine: Bool = true,
    dtype: DType = .float32
  ) {
    precondition(
      !normalizedShape.isEmpty && normalizedShape.allSatisfy { $0 > 0 },
      "RMSNorm(\(normalizedShape)): there must be sizes, and each at least 1")
    self.normalizedShape = normalizedShape
    self.eps = eps
    super.init()
    if elementwiseAffine {
      register("weight", Parameter(Tensor.ones(normalizedShape, dtype: dtype)))
    }
  }

  /// A layer of this scale, whose shape is what is normalised over.
  ///
  /// PyTorch: `torch.nn.utils.skip_init`.
  ///
  /// - Precondition: the scale has a dimension, and no extent of 0.
  public init(weight: Tensor, eps: Double? = nil) {
    precondition(
      weight.ndim > 0 && weight.count > 0,
      "RMSNorm: a weight of shape \(weight.shape) has nothing to normalise over")
    (normalizedShape, self.eps) = (weight.shape, eps)
    super.init()
    register("weight", Parameter(weight))
  }

  /// A layer that normalises the last dimension, of extent `dim`.
  ///
  /// PyTorch: `torch.nn.RMSNorm`.
  ///
  /// - Precondition: `dim` is at least 1.
  public convenience init(
    _ dim: Int, eps: Double? = nil, elementwiseAffine: Bool = true, dtype: DType = .float32
  ) {
    self.init([dim], eps: eps, elementwiseAffine: elementwiseAffine, dtype: dtype)
  }

  /// x: [..., normalizedShape] → the same shape
  public override func forward(_ x: Tensor) -> Tensor {
    rmsNorm(
      x, normalizedShape: normalizedShape, weight: parameterIfPresent("weight"), eps: eps)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String {
    "\(pythonTuple(normalizedShape)), eps=\(eps.map(\.description) ?? "None"), elementwise_affine="
      + (parameterIfPresent("weight") == nil ? "False" : "True")
  }
}

/// As Python writes a tuple: `(4,)`, `(2, 3)`.
private func pythonTuple(_ shape: [Int]) -> String {
  "(" + shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
}
