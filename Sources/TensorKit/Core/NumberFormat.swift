#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the numbers of one tensor are written: all in the same way, and padded to one width.
struct NumberFormat {
  private enum Style { case integer, truth, whole, decimal, scientific }

  private let style: Style
  /// The characters of the longest number.
  private(set) var width = 1

  /// PyTorch's choice: scientific when the sizes lie far apart or are extreme, else four digits
  /// after the point, or none if all are whole.
  init(for values: [Double], dtype: DType) {
    let relevant = values.filter { $0.isFinite && $0 != 0 }
    let sizes = relevant.map(\.magnitude)
    switch dtype.kind {
    case .integer: style = .integer
    case .boolean: style = .truth
    case .floating:
      guard let least = sizes.min(), let most = sizes.max() else {
        style = .whole
        return
      }
      if most / least > 1000 || most > 1e8 || least < 1e-4 {
        style = .scientific
      } else {
        style = relevant.allSatisfy { $0 == $0.rounded() } ? .whole : .decimal
      }
    }
    let measured = dtype.isFloatingPoint ? relevant : values
    width = measured.map { text($0).count }.max() ?? 1
  }

  /// `value` with blanks before it up to ``width``.
  func padded(_ value: Double) -> String {
    let text = text(value)
    return String(repeating: " ", count: max(width - text.count, 0)) + text
  }

  func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return switch style {
    case .integer: "\(Int(value))"
    case .truth: value == 0 ? "False" : "True"
    case .whole: Self.printed("%.0f", value) + "."
    case .decimal: Self.printed("%.4f", value)
    case .scientific: Self.printed("%.4e", value)
    }
  }

  private static func printed(_ format: String, _ value: Double) -> String {
    // The longest: −1e8 with four digits, or a whole number up to 1e8.
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
