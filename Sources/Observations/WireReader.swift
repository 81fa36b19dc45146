/// What is wrong with bytes that claim to be frames.
public enum WireError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownKind(UInt8)
  case truncated
  case trailingBytes(Int)
  /// A length or a shape beyond what a frame may hold.
  case tooLarge
  case notUTF8
  /// A frame without the run's token: something else than the probe wrote it.
  case forged

  /// What came instead of a good frame, without a full stop.
  public var description: String {
    switch self {
    case .unknownKind(let kind): "a frame of unknown kind \(kind)"
    case .truncated: "a frame that ends too early"
    case .trailingBytes(let count): "a frame with \(count) bytes too many"
    case .tooLarge: "a frame larger than a probe may send"
    case .notUTF8: "a name that is not UTF-8"
    case .forged: "bytes that the checks did not send"
    }
  }
}

/// Takes values out of one frame's bytes. Nothing is trusted: every length is checked against what
/// is left before anything is allocated for it.
struct WireReader {
  private let bytes: [UInt8]
  /// What an array may take up as `Double`s, in bytes: a truth value is one byte here and eight there.
  private let largest: Int
  private var position = 0

  init(_ bytes: [UInt8], largest: Int = WireFormat.largestFrame) {
    self.bytes = bytes
    self.largest = largest
  }

  var remaining: Int { bytes.count - position }

  mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw .truncated }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func byte() throws(WireError) -> UInt8 {
    guard position < bytes.count else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func word32() throws(WireError) -> UInt32 {
    UInt32(littleEndian: try load(UInt32.self))
  }

  mutating func word64() throws(WireError) -> UInt64 {
    UInt64(littleEndian: try load(UInt64.self))
  }

  private mutating func load<Word: FixedWidthInteger & BitwiseCopyable>(
    _ type: Word.Type
  ) throws(WireError) -> Word {
    let size = MemoryLayout<Word>.size
    guard remaining >= size else { throw .truncated }
    defer { position += size }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
  }

  /// A byte that says what follows.
  mutating func kind<Kind: RawRepresentable<UInt8>>(_: Kind.Type) throws(WireError) -> Kind {
    let byte = try byte()
    guard let kind = Kind(rawValue: byte) else { throw .unknownKind(byte) }
    return kind
  }

  mutating func double() throws(WireError) -> Double { Double(bitPattern: try word64()) }

  mutating func text() throws(WireError) -> String {
    let count = Int(try word32())
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  mutating func names() throws(WireError) -> [String] {
    let count = Int(try word32())
    // Each name takes at least its four bytes of length.
    guard count <= remaining / 4 else { throw .truncated }
    var names: [String] = []
    names.reserveCapacity(count)
    for _ in 0..<count { names.append(try text()) }
    return names
  }

  mutating func words() throws(WireError) -> [UInt64] {
    let count = Int(try word32())
    guard count <= remaining / 8 else { throw .truncated }
    var words: [UInt64] = []
    for _ in 0..<count { words.append(try word64()) }
    return words
  }

  mutating func gradientRows() throws(WireError) -> [GradientRow] {
    let count = Int(try word32())
    // Each row takes at least a length, two flags and a number.
    guard count <= remaining / 14 else { throw .truncated }
    var rows: [GradientRow] = []
    for _ in 0..<count {
      let name = try text()
      let isTrainable = try byte() != 0
      let hasGradient = try byte() != 0
      let norm = try double()
      rows.append(
        GradientRow(name: name, isTrainable: isTrainable, norm: hasGradient ? norm : nil))
    }
    return rows
  }

  mutating func array() throws(WireError) -> ObservedArray {
    let type = try kind(ElementType.self)
    let rank = Int(try word32())
    guard rank <= 16 else { throw .tooLarge }
    var shape: [Int] = []
    var count = 1
    for _ in 0..<rank {
      guard let extent = Int(exactly: try word64()) else { throw .tooLarge }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= largest / 8 else { throw .tooLarge }
      shape.append(extent)
      count = product
    }
    guard count <= remaining / type.wireSize else { throw .truncated }
    let values = elements(try take(count * type.wireSize), type)
    return ObservedArray(shape: shape, elementType: type, values: values)
  }

  /// All elements in one pass over the raw bytes: arrays are the bulk of what is sent.
  private func elements(_ bytes: ArraySlice<UInt8>, _ type: ElementType) -> [Double] {
    bytes.withUnsafeBytes { raw in
      func each(_ convert: (Int) -> Double) -> [Double] {
        (0..<raw.count / type.wireSize).map { convert($0 * type.wireSize) }
      }
      func word64(_ at: Int) -> UInt64 {
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      }
      switch type.wireForm {
      case .float32:
        return each {
          let word = raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self)
          return Double(Float(bitPattern: UInt32(littleEndian: word)))
        }
      case .float64: return each { Double(bitPattern: word64($0)) }
      case .int64: return each { Double(Int64(bitPattern: word64($0))) }
      case .bool: return each { raw[$0] == 0 ? 0 : 1 }
      }
    }
  }

  func expectEnd() throws(WireError) {
    if remaining > 0 { throw .trailingBytes(remaining) }
  }
}

extension ElementType {
  var wireSize: Int {
    switch wireForm {
    case .float32: 4
    case .float64, .int64: 8
    case .bool: 1
    }
  }
}
