/// What is wrong with a JSON text, and at which byte.
package struct JSONError: Error, Equatable {
  package var problem: String
  package var offset: Int
}

/// A strict JSON reader (RFC 8259) over UTF-8 bytes, written to be fed hostile files: every read is
/// bounds-checked, nesting is limited, and a key may appear only once in its object.
package struct JSONParser {
  // Deep enough for any header or configuration, shallow enough for any thread's stack.
  private static let deepest = 64

  private let bytes: [UInt8]
  private let keepsDigits: Bool
  private var position = 0
  private var depth = 0

  private init(_ bytes: [UInt8], keepingDigits: Bool) {
    self.bytes = bytes
    keepsDigits = keepingDigits
  }

  /// The one value that `bytes` hold.
  ///
  /// - Parameter keepingDigits: whether a number that neither `Int` nor `Double` holds is kept as
  ///   its text, for a value that will be written again. Otherwise it is rounded or refused.
  package static func parse(
    _ bytes: [UInt8], keepingDigits: Bool = false
  ) throws(JSONError) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONError(problem: "the text is not UTF-8", offset: 0)
    }
    var parser = JSONParser(bytes, keepingDigits: keepingDigits)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.error("text follows the end of the value")
    }
    return value
  }

  private func error(_ problem: String) -> JSONError {
    JSONError(problem: problem, offset: position)
  }

  private var current: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try nested(Self.object)
    case UInt8(ascii: "["): return try nested(Self.array)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw error("the text ends where a value should begin")
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    guard depth <= Self.deepest else {
      throw error("values are nested more than \(Self.deepest) deep")
    }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private static func object(_ parser: inout JSONParser) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var seen: Set<ExactName> = []
    parser.skipSpace()
    if parser.take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      parser.skipSpace()
      guard parser.current == UInt8(ascii: "\"") else {
        throw parser.error("a key in quotes should stand here")
      }
      let key = try parser.string()
      guard seen.insert(ExactName(key)).inserted else {
        throw parser.error("the key \"\(key)\" appears twice")
      }
      parser.skipSpace()
      guard parser.take(UInt8(ascii: ":")) else {
        throw parser.error("a colon should follow the key \"\(key)\"")
      }
      members.append(JSONValue.Member(key, try parser.value()))
      parser.skipSpace()
    } while parser.take(UInt8(ascii: ","))
    guard parser.take(UInt8(ascii: "}")) else {
      throw parser.error("a comma or } should follow a member")
    }
    return .object(members)
  }

  private static func array(_ parser: inout JSONParser) throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    parser.skipSpace()
    if parser.take(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      elements.append(try parser.value())
      parser.skipSpace()
    } while parser.take(UInt8(ascii: ","))
    guard parser.take(UInt8(ascii: "]")) else {
      throw parser.error("a comma or ] should follow an element")
    }
    return .array(elements)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in word.utf8 where !take(byte) {
      throw error("\(word) is misspelt")
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = try digits()
    guard bytes[whole.lowerBound] != UInt8(ascii: "0") || whole.count == 1 else {
      throw error("a number may not begin with 0 and go on")
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      _ = try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // As in Rust, -0 is the real number: no count of anything is written so.
    if isWhole, text != "-0", let integer = Int(text) { return .integer(integer) }
    if keepsDigits, isWhole || Double(text)?.isFinite != true { return .digits(text) }
    guard let real = Double(text), real.isFinite else {
      throw error("the number \(text) is too large")
    }
    return .real(real)
  }

  private mutating func digits() throws(JSONError) -> Range<Int> {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      position += 1
    }
    guard position > start else { throw error("a value should stand here") }
    return start..<position
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        // The whole text is UTF-8 and escapes only add whole characters.
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20:
        throw error("a string holds a raw control character")
      default:
        text.append(byte)
      }
    }
    throw error("a string is not closed")
  }

  private mutating func escape() throws(JSONError) -> Character {
    guard let byte = current else { throw error("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try scalar())
    default: throw error("a string holds an unknown escape")
    }
  }

  /// A `\u` escape, of two units when the character lies outside the basic plane.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw error("half of a surrogate pair stands alone")
    }
    let low = try codeUnit()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else {
      throw error("half of a surrogate pair stands alone")
    }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("\\u needs four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
