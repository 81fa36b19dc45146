/// Functions of one element. Where the result is a fraction, integers and bool are taken as float32.
extension Tensor {
  /// eˣ.
  ///
  /// PyTorch: `torch.exp`.
  public final func exp() -> Tensor {
    let (x, out) = mappingAsFloat(.elementary(.exp))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("ExpBackward", [x], saving: [out]) { gradient, step in
      [gradient * step.saved[0]]
    }.rounded(to: dtype)
  }

  /// The natural logarithm: NaN below 0.
  ///
  /// PyTorch: `torch.log`.
  public final func log() -> Tensor {
    let (x, out) = mappingAsFloat(.elementary(.log))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("LogBackward", [x], saving: [x]) { gradient, step in
      [gradient / step.saved[0]]
    }.rounded(to: dtype)
  }

  /// The sine of an angle in radians.
  ///
  /// PyTorch: `torch.sin`.
  public final func sin() -> Tensor {
    let (x, out) = mappingAsFloat(.elementary(.sin))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("SinBackward", [x], saving: [x]) { gradient, step in
      [gradient * step.saved[0].cos()]
    }.rounded(to: dtype)
  }

  /// The cosine of an angle in radians.
  ///
  /// PyTorch: `torch.cos`.
  public final func cos() -> Tensor {
    let (x, out) = mappingAsFloat(.elementary(.cos))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("CosBackward", [x], saving: [x]) { gradient, step in
      [-gradient * step.saved[0].sin()]
    }.rounded(to: dtype)
  }

  /// √x: NaN below 0.
  ///
  /// PyTorch: `torch.sqrt`.
  public final func sqrt() -> Tensor {
    let (x, out) = mappingAsFloat(.simple(.sqrt))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("SqrtBackward", [x], saving: [out]) { gradient, step in
      [gradient / (step.saved[0] * 2)]
    }.rounded(to: dtype)
  }

  /// 1/√x.
  ///
  /// PyTorch: `torch.rsqrt`.
  public final func rsqrt() -> Tensor {
    let (x, out) = mappingAsFloat(.simple(.reciprocalSqrt))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("RsqrtBackward", [x], saving: [out]) { gradient, step in
      [gradient * step.saved[0].pow(3) * -0.5]
    }.rounded(to: dtype)
  }

  /// 1/x.
  ///
  /// PyTorch: `torch.reciprocal`.
  public final func reciprocal() -> Tensor { 1 / self }

  /// x².
  ///
  /// PyTorch: `torch.square`.
  public final func square() -> Tensor { pow(2) }

  /// |x|; its slope at 0 is taken as 0.
  ///
  /// PyTorch: `torch.abs`.
  ///
  /// - Precondition: not bool.
  public final func abs() -> Tensor {
    refuseBool("abs")
    let (x, out) = mapping(.magnitude)
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("AbsBackward", [x], saving: [x]) { gradient, step in
      [gradient * step.saved[0].sign()]
    }.rounded(to: dtype)
  }

  /// xᵖ. A whole power of integers is an integer.
  ///
  /// PyTorch: `torch.pow`.
  ///
  /// - Precondition: of integers no negative whole power is taken.
  public final func pow(_ exponent: some TensorScalar) -> Tensor {
    let (p, result) = (exponent.scalar, dtype.result(with: exponent.scalar))
    if !result.isFloatingPoint { return wholePower(p, result) }
    let x = to(result.computed)
    let out = x.applying(.power(p.double))
    guard isRecording(x) else { return out.rounded(to: result) }
    return out.recorded("PowBackward", [x], saving: [x]) { gradient, step in
      let less: Scalar =
        if case .int(let whole) = p { .int(whole - 1) } else { .double(p.double - 1) }
      if p.double == 2 { return [gradient * (step.saved[0] * p)] }
      return [p.double == 0 ? gradient * 0 : gradient * (step.saved[0].pow(less) * p)]
    }.rounded(to: result)
  }

  /// −1, 0 or 1; 0 for NaN. Its slope is 0.
  ///
  /// PyTorch: `torch.sign`.
  public final func sign() -> Tensor { dtype == .bool ? self : stepping(.sign, "SignBackward") }

  /// The largest whole number that is not above x. Its slope is 0.
  ///
  /// PyTorch: `torch.floor`.
  ///
  /// - Precondition: not bool.
  public final func floor() -> Tensor { stepping(.floor, "FloorBackward") }

  /// The smallest whole number that is not below x. Its slope is 0.
  ///
  /// PyTorch: `torch.ceil`.
  ///
  /// - Precondition: not bool.
  public final func ceil() -> Tensor { stepping(.ceil, "CeilBackward") }

  /// The nearest whole number; of two as near, the even one. Its slope is 0.
  ///
  /// PyTorch: `torch.round`.
  ///
  /// - Precondition: not bool.
  public final func round() -> Tensor { stepping(.round, "RoundBackward") }

  /// x without its fraction. Its slope is 0.
  ///
  /// PyTorch: `torch.trunc`.
  ///
  /// - Precondition: not bool.
  public final func trunc() -> Tensor { stepping(.trunc, "TruncBackward") }
}

extension Tensor {
  /// This tensor in the type that it is computed with, and the function of it, which is in no graph
  /// yet.
  final func mapping(_ function: PointwiseKernel.Simple) -> (Tensor, Tensor) {
    let x = to(dtype.computed)
    return (x, x.applying(.simple(function)))
  }

  /// As ``mapping(_:)``, with integers and bool as float32.
  final func mappingAsFloat(_ function: PointwiseKernel.Function) -> (Tensor, Tensor) {
    let x = to(dtype.isFloatingPoint ? dtype.computed : .float32)
    return (x, x.applying(function))
  }

  /// The function of every element, in no graph. Precondition: a type that is computed with.
  final func applying(_ function: PointwiseKernel.Function) -> Tensor {
    let dense = isContiguous ? self : detach().contiguous()
    let out = Tensor(uninitializedLike: dense, dtype: dense.dtype)
    PointwiseKernel.run(function, dense, into: out)
    return out
  }

  /// A function in steps, which passes no gradient on.
  private func stepping(_ function: PointwiseKernel.Simple, _ name: StaticString) -> Tensor {
    refuseBool(name)
    let (x, out) = mapping(function)
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded(name, [x]) { gradient, _ in
      [Tensor.zeros(gradient.shape, dtype: gradient.dtype)]
    }.rounded(to: dtype)
  }

  /// By repeated squaring, wrapping as PyTorch's integers do.
  private func wholePower(_ exponent: Scalar, _ dtype: DType) -> Tensor {
    let p = exponent.int(for: "pow")
    precondition(
      p >= 0,
      "pow: integers of shape \(shape) have no whole power \(p): convert with to(.float32) first")
    if dtype == .bool { return p == 0 ? Tensor.ones(shape, dtype: .bool) : self }
    var (base, rest) = (to(.int64), p)
    var result = Tensor.ones(shape, dtype: .int64)
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      base = base * base
      rest >>= 1
    }
    return result.to(dtype)
  }

  private func refuseBool(_ operation: StaticString) {
    precondition(
      dtype != .bool,
      "\(operation): shape \(shape) is of bool, which has no size: convert with to(.float32) first")
  }
}
