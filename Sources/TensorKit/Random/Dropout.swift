/// In training zeroes each element of `x` with probability `p` and scales the others by 1/(1 − p),
/// so that the mean stays; otherwise returns `x` itself.
///
/// Two words of the generator for each element, in the order in which the elements lie in memory; none
/// if nothing is dropped, or everything.
///
/// PyTorch: `torch.nn.functional.dropout`.
///
/// - Precondition: `p` lies in 0...1.
public func dropout(
  _ x: Tensor, p: Float = 0.5, training: Bool = true, generator: Generator = .current
) -> Tensor {
  precondition((0...1).contains(p), "dropout: \(p) is no probability: it lies in 0...1")
  if !training || p == 0 { return x }
  if p == 1 { return x * Tensor.zeros(x.shape, dtype: x.dtype) }
  precondition(
    x.dtype.isFloatingPoint,
    "dropout: \(x.dtype) holds no scaled values: convert with to(.float32) first")
  let keep = 1 - Double(asWritten: p)
  let kept = Tensor(uninitializedInOrderOf: x, dtype: .bool)
  generator.draw { $0.bernoulli(kept.count, to: kept.boolPointer, keep) }
  let factor = DropoutKernel.factor(keep, x.dtype)
  let out = DropoutKernel.run(x, kept, factor)
  guard isRecording(x) else { return out }
  return out.recorded("DropoutBackward", [x]) { gradient, _ in
    [DropoutKernel.run(gradient, kept, factor)]
  }
}

/// What is kept times a factor, the rest times 0. The mask takes a byte an element.
enum DropoutKernel {
  /// 1/keep as PyTorch rounds it: the mask, of the type of x, is divided in single precision.
  static func factor(_ keep: Double, _ dtype: DType) -> Double {
    if dtype == .float64 { return 1 / keep }
    return Tensor.single(.double(Double(1 / Float(keep))), dtype).item()
  }

  /// A tensor that lies in memory as `kept` does, which is dense.
  static func run(_ x: Tensor, _ kept: Tensor, _ factor: Double) -> Tensor {
    let wide = x.detach().to(x.dtype.computed).inOrder(of: kept)
    let out = Tensor(uninitializedInOrderOf: kept, dtype: wide.dtype)
    let (mask, count) = (kept.boolPointer, kept.count)
    switch wide.dtype.floatingType {
    case .single:
      let (from, to) = (wide.floats, out.floats)
      Threads.split(count, grain: Threads.elements) { scale($0, from, mask, Float(factor), to: to) }
    case .double:
      let (from, to) = (wide.doublePointer, out.doublePointer)
      Threads.split(count, grain: Threads.elements) { scale($0, from, mask, factor, to: to) }
    }
    for tensor in [wide, kept, out] { tensor.keepAlive() }
    return out.to(x.dtype)
  }

  /// The mask is scaled, not the product: x · round(1/keep) is what PyTorch computes.
  @inline(__always)
  private static func scale<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ x: UnsafeMutablePointer<T>, _ kept: UnsafeMutablePointer<Bool>,
    _ factor: T, to out: UnsafeMutablePointer<T>
  ) {
    for i in range { out[i] = x[i] * (kept[i] ? factor : 0) }
  }
}

extension Double {
  /// The double nearest to the decimal that `float` was written as: 0.1, not 0.10000000149….
  ///
  /// PyTorch keeps probabilities and rates as doubles. Widening a Float instead would, once in a
  /// while, drop another element.
  init(asWritten float: Float) {
    self = Double(float.description) ?? Double(float)
  }
}
