/// The floating point types that kernels are written for, by their width: 32 and 64 bits.
///
/// Whoever adds one is led by the compiler to each kernel.
enum FloatingType { case single, double }

extension DType {
  /// Which of them this is. Precondition: a floating point type that is computed with; the operation
  /// has seen to that.
  var floatingType: FloatingType {
    switch computeType {
    case .float32: .single
    case .float64: .double
    case .int64, .bool: preconditionFailure("\(self) is no floating point type")
    }
  }
}
