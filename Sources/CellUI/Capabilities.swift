/// How many colours a terminal shows.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
  case none, eight, sixteen, full256

  /// Fewer colours come first.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a terminal can show, and what its user asked for.
public struct Capabilities: Hashable, Sendable {
  /// How many colours may be used; `none` where there are none or the user wants none.
  public var depth: ColorDepth
  /// Whether glyphs beyond ASCII can be drawn.
  public var unicode: Bool
  /// No dim text and no greys.
  public var highContrast: Bool

  /// Whether a cell can show two values of a heatmap, one above the other.
  public var hasHalfBlocks: Bool { depth == .full256 && unicode }

  /// A terminal that can do everything, unless something else is said.
  public init(depth: ColorDepth = .full256, unicode: Bool = true, highContrast: Bool = false) {
    self.depth = depth
    self.unicode = unicode
    self.highContrast = highContrast
  }

  /// What a terminal of so many colours can show, and what the environment asks for.
  ///
  /// A non-empty `NO_COLOR` means no colour (no-color.org), `BYHAND_ASCII` no glyphs beyond ASCII,
  /// `BYHAND_HIGH_CONTRAST` high contrast. A locale that is not UTF-8 means ASCII too.
  public init(colors: Int, isUTF8: Bool, environment: [String: String]) {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    switch colors {
    case _ where isSet("NO_COLOR"): depth = .none
    case 256...: depth = .full256
    case 16...: depth = .sixteen
    case 8...: depth = .eight
    default: depth = .none
    }
    unicode = isUTF8 && !isSet("BYHAND_ASCII")
    highContrast = isSet("BYHAND_HIGH_CONTRAST")
  }
}
