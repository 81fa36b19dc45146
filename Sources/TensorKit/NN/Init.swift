/// First values for a tensor. Each fills in place, unseen by autograd,
/// and returns the tensor it filled.
///
/// PyTorch: `torch.nn.init`.
public enum Init {
  /// Which side of a weight [out, in] sets the spread: the inputs keep the forward pass in scale,
  /// the outputs the backward pass.
  public enum FanMode: Sendable {
    /// The number of inputs: extent 1 of the weight, times what follows it.
    case fanIn
    /// The number of outputs: extent 0 of the weight, times what follows extent 1.
    case fanOut
  }

  /// What follows the layer, for the gain of Kaiming's rule.
  public enum Nonlinearity: Sendable {
    /// Nothing: gain 1.
    case linear
    /// max(x, 0): gain √2.
    case relu
    /// tanh(x): gain 5/3.
    case tanh
    /// With the slope `a` below zero.
    case leakyReLU

    /// PyTorch's `calculate_gain`.
    ///
    /// PyTorch: `torch.nn.init.calculate_gain`.
    public func gain(a: Double = 0) -> Double {
      switch self {
      case .linear: 1
      case .relu: 2.0.squareRoot()
      case .tanh: 5.0 / 3
      case .leakyReLU: (2 / (1 + a * a)).squareRoot()
      }
    }
  }

  /// Uniform within ±gain·√(3/fan). He et al., arXiv:1502.01852.
  ///
  /// With a = √5 and fan-in mode the bound of a weight [out, in] is 1/√in.
  ///
  /// PyTorch: `torch.nn.init.kaiming_uniform_`.
  ///
  /// - Precondition: the tensor has at least two dimensions.
  @discardableResult
  public static func kaimingUniform<T: Tensor>(
    _ tensor: T, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
    generator: Generator = .current
  ) -> T {
    let std = kaimingStd(tensor, a, mode, nonlinearity)
    let bound = 3.0.squareRoot() * std
    return uniform(tensor, -bound, bound, generator: generator)
  }

  /// Normal with standard deviation gain/√fan. He et al., arXiv:1502.01852.
  ///
  /// PyTorch: `torch.nn.init.kaiming_normal_`.
  ///
  /// - Precondition: the tensor has at least two dimensions.
  @discardableResult
  public static func kaimingNormal<T: Tensor>(
    _ tensor: T, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
    generator: Generator = .current
  ) -> T {
    let std = kaimingStd(tensor, a, mode, nonlinearity)
    return normal(tensor, std: std, generator: generator)
  }

  /// Uniform within ±gain·√(6/(in + out)). Glorot and Bengio, AISTATS
  /// 2010.
  ///
  /// PyTorch: `torch.nn.init.xavier_uniform_`.
  ///
  /// - Precondition: the tensor has at least two dimensions.
  @discardableResult
  public static func xavierUniform<T: Tensor>(
    _ tensor: T, gain: Double = 1, generator: Generator = .current
  ) -> T {
    let bound = 3.0.squareRoot() * xavierStd(tensor, gain)
    return uniform(tensor, -bound, bound, generator: generator)
  }

  /// Normal with standard deviation gain·√(2/(in + out)). Glorot and
  /// Bengio, AISTATS 2010.
  ///
  /// PyTorch: `torch.nn.init.xavier_normal_`.
  ///
  /// - Precondition: the tensor has at least two dimensions.
  @discardableResult
  public static func xavierNormal<T: Tensor>(
    _ tensor: T, gain: Double = 1, generator: Generator = .current
  ) -> T {
    normal(tensor, std: xavierStd(tensor, gain), generator: generator)
  }

  /// Uniform over [low, high).
  ///
  /// PyTorch: `torch.nn.init.uniform_`.
  ///
  /// - Precondition: floating point values, and `low <= high`, both finite.
  @discardableResult
  public static func uniform<T: Tensor>(
    _ tensor: T, _ low: Double = 0, _ high: Double = 1, generator: Generator = .current
  ) -> T {
    noGrad { _ = tensor.uniform_(low, high, generator: generator) }
    return tensor
  }

  /// Normal of this mean and standard deviation.
  ///
  /// PyTorch: `torch.nn.init.normal_`.
  ///
  /// - Precondition: floating point values, and `std` is not negative.
  @discardableResult
  public static func normal<T: Tensor>(
    _ tensor: T, mean: Double = 0, std: Double = 1, generator: Generator = .current
  ) -> T {
    noGrad { _ = tensor.normal_(mean: mean, std: std, generator: generator) }
    return tensor
  }

  /// Zeros.
  ///
  /// PyTorch: `torch.nn.init.zeros_`.
  @discardableResult
  public static func zeros<T: Tensor>(_ tensor: T) -> T { constant(tensor, 0) }

  /// Ones.
  ///
  /// PyTorch: `torch.nn.init.ones_`.
  @discardableResult
  public static func ones<T: Tensor>(_ tensor: T) -> T { constant(tensor, 1) }

  /// One number everywhere.
  ///
  /// PyTorch: `torch.nn.init.constant_`.
  @discardableResult
  public static func constant<T: Tensor>(_ tensor: T, _ value: Float) -> T {
    noGrad { _ = tensor.fill_(value) }
    return tensor
  }

  private static func kaimingStd(
    _ tensor: Tensor, _ a: Double, _ mode: FanMode, _ nonlinearity: Nonlinearity
  ) -> Double {
    let (fanIn, fanOut) = fans(tensor)
    let fan = mode == .fanIn ? fanIn : fanOut
    return nonlinearity.gain(a: a) / Double(fan).squareRoot()
  }

  private static func xavierStd(_ tensor: Tensor, _ gain: Double) -> Double {
    let (fanIn, fanOut) = fans(tensor)
    return gain * (2 / Double(fanIn + fanOut)).squareRoot()
  }

  /// For [out, in, k…]: in·k… and out·k….
  private static func fans(_ tensor: Tensor) -> (fanIn: Int, fanOut: Int) {
    let shape = tensor.shape
    precondition(
      shape.count >= 2 && tensor.count > 0,
      "init: a tensor of shape \(shape) has no fan: it needs two dimensions [out, in] or more")
    let kernel = shape.dropFirst(2).reduce(1, *)
    return (shape[1] * kernel, shape[0] * kernel)
  }
}
