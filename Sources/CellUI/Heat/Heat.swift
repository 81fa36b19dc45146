/// Colours and glyphs for signed values: diverging, centred on zero, blue below and orange above, so
/// that no one needs to tell red from green.
///
/// Nothing is known of the ground: zero is the ground itself, and every step of a ramp can be read on
/// black and on white.
public enum Heat {
  /// What a value is on a scale of ±limit.
  enum Kind: Equatable {
    case zero
    /// Not zero, and no larger than what rounding makes.
    case noise
    case notANumber, infinite
    /// From weak to strong: 0 … steps − 1.
    case step(Int, isNegative: Bool)
  }

  static func kind(_ value: Double, limit: Double, noise: Double, steps: Int) -> Kind {
    if value.isNaN { return .notANumber }
    if value.isInfinite { return .infinite }
    if value == 0 { return .zero }
    if value.magnitude <= noise { return .noise }
    let place = limit > 0 ? min(1, value.magnitude / limit) : 1
    return .step(min(steps - 1, Int(place * Double(steps))), isNegative: value < 0)
  }

  /// The colour of a value on a scale of ±limit; nil where the terminal shows none.
  ///
  /// Zero, and what is no larger than `noise`, is `standard`: the ground, or dim text.
  public static func color(
    _ value: Double, limit: Double, noise: Double = 0, depth: ColorDepth
  ) -> Color? {
    guard depth > .none else { return nil }
    switch kind(value, limit: limit, noise: noise, steps: blues.count) {
    case .zero, .noise: return .standard
    case .notANumber, .infinite: return .ansi(5)
    case .step(let step, let isNegative) where depth == .full256:
      return .indexed(isNegative ? blues[step] : oranges[step])
    case .step(_, let isNegative):
      // Dark blue is lost on black, and bright yellow on white.
      return .ansi(isNegative ? 12 : 3)
    }
  }

  /// Brighter with every step, in the fixed colour cube; each at least 3:1 against black
  /// and white (WCAG 2.2, 1.4.11).
  static let blues: [UInt8] = [25, 26, 27, 33]
  static let oranges: [UInt8] = [94, 130, 166, 202]
  /// White that is readable on each of them, whatever the user's palette.
  static let ink = Color.indexed(231)

  /// The glyph of a value where there is no colour: sign and strength can both be read from it.
  public static func glyph(
    _ value: Double, limit: Double, noise: Double = 0, unicode: Bool
  ) -> Character {
    let ramps = unicode ? (below: "-–○◌□▽", above: "+░▒▓█▲") : (below: "-~coO", above: "+=xX#")
    switch kind(value, limit: limit, noise: noise, steps: ramps.below.count) {
    case .notANumber: return "?"
    case .infinite: return "!"
    case .zero: return unicode ? "·" : "."
    case .noise: return ":"
    case .step(let step, let isNegative): return Array(isNegative ? ramps.below : ramps.above)[step]
    }
  }

  /// How a glyph is drawn: in its colour, strong values bold, and what is as good as nothing dim.
  public static func style(
    _ value: Double, limit: Double, noise: Double = 0, capabilities: Capabilities
  ) -> Style {
    let color = color(value, limit: limit, noise: noise, depth: capabilities.depth)
    let style = Style(foreground: color ?? .standard)
    switch kind(value, limit: limit, noise: noise, steps: 2) {
    case .zero, .noise: return capabilities.highContrast ? style : style.dim()
    case .step(1, _): return capabilities.depth > .none ? style.bold() : style
    case .notANumber, .infinite, .step: return style
    }
  }
}
