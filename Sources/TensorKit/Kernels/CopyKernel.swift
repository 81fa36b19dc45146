/// Copies between tensors of one shape, whatever their strides and types.
enum CopyKernel {
  /// Precondition: both have one shape and do not overlap.
  static func run(from source: Tensor, to target: Tensor) {
    if source.dtype == target.dtype {
      CopyMoves.run(from: source, to: target, width: source.dtype.byteCount)
    } else {
      ConversionKernel.run(from: source, to: target)
    }
  }
}
