/// Functions of one element. Integers are taken as float32.
extension Tensor {
  /// eˣ.
  ///
  /// PyTorch: `torch.exp`.
  public final func exp() -> Tensor {
    let (x, out) = applying(.elementary(.exp))
    guard isRecording(x) else { return out }
    return out.recorded("ExpBackward", [x], saving: [out]) { gradient, step in
      [gradient * step.saved[0]]
    }
  }

  /// The natural logarithm: NaN below 0.
  ///
  /// PyTorch: `torch.log`.
  public final func log() -> Tensor {
    let (x, out) = applying(.elementary(.log))
    guard isRecording(x) else { return out }
    return out.recorded("LogBackward", [x], saving: [x]) { gradient, step in
      [gradient / step.saved[0]]
    }
  }

  /// √x: NaN below 0.
  ///
  /// PyTorch: `torch.sqrt`.
  public final func sqrt() -> Tensor {
    let (x, out) = applying(.sqrt)
    guard isRecording(x) else { return out }
    return out.recorded("SqrtBackward", [x], saving: [out]) { gradient, step in
      [gradient / (step.saved[0] * 2)]
    }
  }

  /// 1/√x.
  ///
  /// PyTorch: `torch.rsqrt`.
  public final func rsqrt() -> Tensor {
    let (x, out) = applying(.reciprocalSqrt)
    guard isRecording(x) else { return out }
    return out.recorded("RsqrtBackward", [x], saving: [out]) { gradient, step in
      [gradient * step.saved[0].pow(3) * -0.5]
    }
  }

  /// |x|; its slope at 0 is taken as 0.
  ///
  /// PyTorch: `torch.abs`.
  public final func abs() -> Tensor {
    let (x, out) = applying(.magnitude)
    guard isRecording(x) else { return out }
    return out.recorded("AbsBackward", [x], saving: [x]) { gradient, step in
      [gradient * step.saved[0].sign()]
    }
  }

  /// xᵖ.
  ///
  /// PyTorch: `torch.pow`.
  public final func pow(_ p: Float) -> Tensor {
    let (x, out) = applying(.power(Double(p)))
    guard isRecording(x) else { return out }
    return out.recorded("PowBackward", [x], saving: [x]) { gradient, step in
      [p == 0 ? gradient * 0 : gradient * (step.saved[0].pow(p - 1) * p)]
    }
  }

  /// −1, 0 or 1. Has no gradient.
  ///
  /// PyTorch: `torch.sign`.
  public final func sign() -> Tensor { gt(0).to(dtype) - lt(0).to(dtype) }

  /// This tensor as floating point values, and the function of it, which is in no graph yet.
  final func applying(_ function: PointwiseKernel.Function) -> (Tensor, Tensor) {
    let x = dtype.isFloatingPoint ? self : to(.float32)
    let dense = x.isContiguous ? x : x.detach().contiguous()
    let out = Tensor(uninitializedLike: dense, dtype: dense.dtype)
    PointwiseKernel.run(function, dense, into: out)
    return (x, out)
  }
}
