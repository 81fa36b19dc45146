/// A Swift number beside a tensor: a whole number, a fraction or a truth value.
///
/// It is kept as exactly as it was given, and rounded once, to the type of the operation: 0.1 beside
/// a float64 tensor is the double 0.1, and a whole number beside int64 is never a fraction.
///
/// PyTorch: `torch.Tensor.item`, a Python number.
public enum Scalar: Sendable, Hashable {
  /// A whole number.
  case int(Int)
  /// A fraction.
  case double(Double)
  /// A truth value.
  case bool(Bool)
}

/// A Swift type whose values stand beside tensors in arithmetic: `Int`, `Float`, `Double`, `Bool`.
///
/// PyTorch: a Python number.
public protocol TensorScalar: Sendable {
  /// The number as operations take it.
  ///
  /// PyTorch: nothing like it.
  var scalar: Scalar { get }
}

extension Int: TensorScalar {
  /// A whole number.
  public var scalar: Scalar { .int(self) }
}

extension Float: TensorScalar {
  /// The value it holds, to the bit.
  public var scalar: Scalar { .double(Double(self)) }
}

extension Double: TensorScalar {
  /// A fraction, even if it is whole.
  public var scalar: Scalar { .double(self) }
}

extension Bool: TensorScalar {
  /// A truth value.
  public var scalar: Scalar { .bool(self) }
}

extension Scalar: TensorScalar {
  /// The number itself.
  public var scalar: Scalar { self }
}

// Swift looks up `.infinity` in a known type, and a generic parameter has none: these name it.
extension TensorScalar where Self == Double {
  /// Infinity, where a number stands beside a tensor: `x.eq(.infinity)`.
  ///
  /// PyTorch: `torch.inf`.
  public static var infinity: Double { Double.infinity }

  /// Not a number, where a number stands beside a tensor: `x.fill_(.nan)`.
  ///
  /// PyTorch: `torch.nan`.
  public static var nan: Double { Double.nan }
}

extension Scalar {
  /// The type it brings to an operation: a fraction is float32 where no tensor says otherwise.
  var dtype: DType {
    switch self {
    case .int: .int64
    case .double: .float32
    case .bool: .bool
    }
  }

  var double: Double {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bool(let value): value ? 1 : 0
    }
  }

  /// Rounded once: an `Int` does not go through `Double`.
  var float: Float {
    if case .int(let value) = self { return Float(value) }
    return Float(double)
  }

  var bool: Bool { double != 0 }

  /// As a sentence shows it.
  var text: String {
    switch self {
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .bool(let value): "\(value)"
    }
  }

  /// Without its fraction. Precondition: an `Int` can hold it.
  func int(for operation: StaticString) -> Int {
    switch self {
    case .int(let value): value
    case .double(let value): Tensor.integer(value, operation)
    case .bool(let value): value ? 1 : 0
    }
  }

  static prefix func - (scalar: Scalar) -> Scalar {
    switch scalar {
    case .int(let value): .int(0 &- value)
    case .double(let value): .double(-value)
    case .bool(let value): .int(value ? -1 : 0)
    }
  }
}
