/// The element type of a tensor.
///
/// Arithmetic is done in float32, float64, int64 and bool. The other types are ways to store numbers
/// in less memory: an operation widens them, computes, and rounds its result back.
///
/// PyTorch: `torch.dtype`.
public enum DType: Sendable, Hashable, CaseIterable {
  /// IEEE 754 single precision, `Float`. The type of every tensor that nothing else is said of.
  ///
  /// PyTorch: `torch.float32`.
  case float32
  /// IEEE 754 double precision, `Double`.
  ///
  /// PyTorch: `torch.float64`.
  case float64
  /// IEEE 754 half precision: 11 significant bits, up to 65,504. Stored; computed with as float32.
  ///
  /// PyTorch: `torch.float16`.
  case float16
  /// The upper half of a float32: its range with 8 significant bits. Stored; computed with as
  /// float32.
  ///
  /// PyTorch: `torch.bfloat16`.
  case bfloat16
  /// Whole numbers, `Int`: ids, classes, indices.
  ///
  /// PyTorch: `torch.int64`.
  case int64
  /// Whole numbers of 32 bits. Stored; computed with as int64, and cut off to 32 bits.
  ///
  /// PyTorch: `torch.int32`.
  case int32
  /// Whole numbers of 16 bits. Stored; computed with as int64, and cut off to 16 bits.
  ///
  /// PyTorch: `torch.int16`.
  case int16
  /// Whole numbers from −128 to 127. Stored; computed with as int64, and cut off to 8 bits.
  ///
  /// PyTorch: `torch.int8`.
  case int8
  /// Whole numbers from 0 to 255. Stored; computed with as int64, and cut off to 8 bits.
  ///
  /// PyTorch: `torch.uint8`.
  case uint8
  /// Truth values, `Bool`: masks.
  ///
  /// PyTorch: `torch.bool`.
  case bool

  /// The bytes one element takes.
  ///
  /// PyTorch: `torch.dtype.itemsize`.
  public var byteCount: Int { facts.byteCount }

  /// Only tensors of floating point values can require a gradient.
  ///
  /// PyTorch: `torch.dtype.is_floating_point`.
  public var isFloatingPoint: Bool { facts.kind == .floating }
}

extension DType: CustomStringConvertible {
  /// PyTorch's name of the type, without the `torch.`.
  public var description: String { "\(facts.name)" }
}

// MARK: - What the module knows of each type

extension DType {
  /// Kinds of numbers, each of which can hold those before it.
  enum Kind: Int, Comparable {
    case boolean, integer, floating

    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  /// The types that kernels compute with.
  ///
  /// A kernel switches over these. A type that is only stored is known here, in
  /// ``ConversionKernel``, and nowhere else.
  enum ComputeType { case float32, float64, int64, bool }

  private struct Facts {
    let name: StaticString
    let byteCount: Int
    let kind: Kind
    let computeType: ComputeType
  }

  /// One row for each type.
  private var facts: Facts {
    switch self {
    case .float32: Facts(name: "float32", byteCount: 4, kind: .floating, computeType: .float32)
    case .float64: Facts(name: "float64", byteCount: 8, kind: .floating, computeType: .float64)
    case .float16: Facts(name: "float16", byteCount: 2, kind: .floating, computeType: .float32)
    case .bfloat16: Facts(name: "bfloat16", byteCount: 2, kind: .floating, computeType: .float32)
    case .int64: Facts(name: "int64", byteCount: 8, kind: .integer, computeType: .int64)
    case .int32: Facts(name: "int32", byteCount: 4, kind: .integer, computeType: .int64)
    case .int16: Facts(name: "int16", byteCount: 2, kind: .integer, computeType: .int64)
    case .int8: Facts(name: "int8", byteCount: 1, kind: .integer, computeType: .int64)
    case .uint8: Facts(name: "uint8", byteCount: 1, kind: .integer, computeType: .int64)
    case .bool: Facts(name: "bool", byteCount: 1, kind: .boolean, computeType: .bool)
    }
  }

  var kind: Kind { facts.kind }

  /// The type that kernels compute with.
  ///
  /// Precondition: not one that is only stored, whose bytes a kernel would take for something else. The
  /// operation has widened those.
  var computeType: ComputeType {
    precondition(!isStorageOnly, "\(self) is only stored: convert with to(.\(computed)) first")
    return facts.computeType
  }

  /// What this type is computed with as: itself, unless it is only stored.
  var computed: DType {
    switch facts.computeType {
    case .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .bool: .bool
    }
  }

  /// Whether numbers of this type are widened before they are computed with.
  var isStorageOnly: Bool { computed != self }
}
