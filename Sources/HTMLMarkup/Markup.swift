import UntrustedText

/// A piece of the page. What is written in our own source is markup; a text that is put into it is
/// escaped, between two tags and in an attribute's quotes alike.
///
/// There is no way from a `String` to markup: a literal here is a `StaticString`, which only the
/// compiler makes, and all that comes in by `\(…)` is a text, a number, or markup already.
public struct Markup: ExpressibleByStringInterpolation, Sendable, Equatable {
  /// Well-formed where each piece is: tags are closed, and nothing is named that XML does not know.
  public private(set) var text: String

  /// Of our own source: only the compiler makes such a text.
  public init(stringLiteral value: StaticString) { text = value.description }

  /// Of our own source, with what was put into it.
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Nothing.
  public static let none: Markup = ""

  /// One behind the other.
  public static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum.text += right.text
    return sum
  }

  /// Puts one behind the other.
  public static func += (left: inout Markup, right: Markup) { left.text += right.text }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { text.isEmpty }

  /// What may be put into a piece.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate(set) var text = ""

    /// Room for a text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    /// Of our own source.
    public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    /// A text: it is escaped.
    public mutating func appendInterpolation(_ words: String) { text += EscapedText.of(words) }

    /// A number.
    public mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// What is markup already.
    public mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    /// The same, one after the other.
    public mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { text += piece.text }
    }
  }

  /// See `Interpolation`.
  public typealias StringInterpolation = Interpolation
}

extension Sequence<Markup> {
  /// All pieces, one after the other.
  public func joined() -> Markup { reduce(into: Markup.none) { $0 += $1 } }
}

/// A text as HTML and XML both may hold it.
public enum EscapedText {
  /// Marks are escaped, scalar by scalar, as a reader of HTML reads: with an accent behind it a quote is
  /// another Character. What nothing is seen of, or what turns the direction of the text, is a `·`.
  public static func of(_ text: String) -> String {
    let lines = VisibleText.lines(of: text).map { VisibleText.line(String($0), limit: .max) }
    var written = String.UnicodeScalarView()
    for scalar in lines.joined(separator: "\n").unicodeScalars {
      switch scalar {
      case "&": written += "&amp;".unicodeScalars
      case "<": written += "&lt;".unicodeScalars
      case ">": written += "&gt;".unicodeScalars
      case "\"": written += "&quot;".unicodeScalars
      case "'": written += "&#39;".unicodeScalars
      default: written.append(scalar)
      }
    }
    return String(written)
  }
}
