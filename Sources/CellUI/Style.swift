/// A colour that a terminal has. The user's palette is never redefined.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// 0–7, and 8–15 for their bright twins: the user's palette.
  case ansi(UInt8)
  /// 16–231 the fixed 6×6×6 cube, 232–255 the grey ramp.
  case indexed(UInt8)
}

/// How a cell looks besides its glyph.
public struct Style: Hashable, Sendable {
  /// The glyph's colour.
  public var foreground: Color
  /// The colour of the ground behind it.
  public var background: Color
  /// Drawn stronger; many terminals also take a brighter colour.
  public var bold = false
  /// Drawn weaker; not used where high contrast is asked for.
  public var dim = false
  /// With a line below.
  public var underline = false
  /// With foreground and background swapped.
  public var reverse = false
  /// Slanted, where the terminal has such a typeface.
  public var italic = false

  /// A style of two colours and nothing else.
  public init(foreground: Color = .standard, background: Color = .standard) {
    self.foreground = foreground
    self.background = background
  }

  /// The terminal's own colours and nothing else.
  public static let plain = Style()
}

/// The same style with one thing changed: `Style.plain.bold().foreground(.ansi(4))`.
extension Style {
  /// With another colour of the glyph.
  public func foreground(_ color: Color) -> Style { with(\.foreground, color) }
  /// With another colour of the ground.
  public func background(_ color: Color) -> Style { with(\.background, color) }
  /// Bold, or with `false` not bold.
  public func bold(_ on: Bool = true) -> Style { with(\.bold, on) }
  /// Dim, or with `false` not dim.
  public func dim(_ on: Bool = true) -> Style { with(\.dim, on) }
  /// Underlined, or with `false` not underlined.
  public func underline(_ on: Bool = true) -> Style { with(\.underline, on) }
  /// With its colours swapped, or with `false` not swapped.
  public func reverse(_ on: Bool = true) -> Style { with(\.reverse, on) }
  /// Italic, or with `false` upright.
  public func italic(_ on: Bool = true) -> Style { with(\.italic, on) }

  private func with<Value>(_ key: WritableKeyPath<Style, Value>, _ value: Value) -> Style {
    var style = self
    style[keyPath: key] = value
    return style
  }
}

extension Color: CustomStringConvertible {
  /// `standard`, `ansi4` or `indexed196`, as the legend of a style map shows it.
  public var description: String {
    switch self {
    case .standard: return "standard"
    case .ansi(let number): return "ansi\(number)"
    case .indexed(let number): return "indexed\(number)"
    }
  }
}

extension Style: CustomStringConvertible {
  /// What differs from the plain style, in words, as the legend of a style map shows it.
  public var description: String {
    var words: [String] = []
    if foreground != .standard { words.append("\(foreground)") }
    if background != .standard { words.append("on \(background)") }
    for (isSet, word) in [
      (bold, "bold"), (dim, "dim"), (underline, "underline"), (reverse, "reverse"),
      (italic, "italic"),
    ] where isSet {
      words.append(word)
    }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}
