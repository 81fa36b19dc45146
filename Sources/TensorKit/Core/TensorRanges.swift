/// Numbers at equal distances.
extension Tensor {
  /// 0, 1 … n − 1, int64, of shape [n].
  ///
  /// PyTorch: `torch.arange`.
  ///
  /// - Precondition: `n` is not negative.
  public static func arange(_ n: Int) -> Tensor {
    precondition(n >= 0, "arange: there are no \(n) numbers: n must be at least 0")
    return arange(0, n)
  }

  /// start, start + step … as far as they lie before `end`, which is not among them. int64.
  ///
  /// PyTorch: `torch.arange`.
  ///
  /// - Precondition: `step` leads from `start` to `end`, and is not 0.
  public static func arange(_ start: Int, _ end: Int, _ step: Int = 1) -> Tensor {
    checkArange(Double(start), Double(end), Double(step))
    let count = start == end ? 0 : Int(((end - start).magnitude - 1) / step.magnitude) + 1
    let out = Tensor(uninitialized: [count], dtype: .int64)
    let values = out.intPointer
    for i in 0..<count { values[i] = start &+ i &* step }
    out.keepAlive()
    return out
  }

  /// start, start + step … as far as they lie before `end`, which is not among them. float32 unless said
  /// otherwise.
  ///
  /// PyTorch: `torch.arange`.
  ///
  /// - Precondition: `step` leads from `start` to `end`, and is not 0; all are finite.
  @_disfavoredOverload
  public static func arange(
    _ start: Double, _ end: Double, _ step: Double = 1, dtype: DType = .float32
  ) -> Tensor {
    checkArange(start, end, step)
    let count = Int(((end - start) / step).rounded(.up))
    // PyTorch rounds the first of each eight values (four of float64), and adds the steps to that; but
    // not for what is left behind whole pairs of such runs.
    let run = dtype == .float32 ? 8 : 4
    let inRuns = dtype.isFloatingPoint ? count / (2 * run) * (2 * run) : 0
    let values = (0..<count).map { index in
      let first = index < inRuns ? index / run * run : index
      let base = start.addingProduct(step, Double(first))
      let rounded = dtype == .float32 ? Double(Float(base)) : base
      return rounded.addingProduct(step, Double(index - first))
    }
    return Tensor(values, dtype: dtype)
  }

  private static func checkArange(_ start: Double, _ end: Double, _ step: Double) {
    precondition(
      start.isFinite && end.isFinite && step.isFinite && step != 0
        && (end == start || (end > start) == (step > 0)),
      "arange: a step of \(step) does not lead from \(start) to \(end): it must not be 0, and be "
        + "positive if the end lies above the start, negative if below")
  }

  /// `steps` numbers at equal distances, the first `start` and the last `end`. float32 unless said
  /// otherwise.
  ///
  /// PyTorch: `torch.linspace`.
  ///
  /// - Precondition: `steps` is not negative.
  public static func linspace(
    _ start: Double, _ end: Double, _ steps: Int, dtype: DType = .float32
  ) -> Tensor {
    precondition(steps >= 0, "linspace: there are no \(steps) numbers: steps must be at least 0")
    // From both ends: the last number is exact, too.
    let values =
      dtype == .float32
      ? between(Float(start), Float(end), steps).map { Double($0) } : between(start, end, steps)
    return Tensor(values, dtype: dtype)
  }

  private static func between<T: BinaryFloatingPoint>(_ start: T, _ end: T, _ steps: Int) -> [T] {
    if steps == 1 { return [start] }
    let step = (end - start) / T(steps - 1)
    return (0..<steps).map { index in
      index < steps / 2
        ? start.addingProduct(step, T(index)) : end.addingProduct(-step, T(steps - 1 - index))
    }
  }
}
