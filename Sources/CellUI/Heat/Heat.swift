/// Colours and glyphs for signed values: diverging, centred on zero, blue below and orange above, so
/// that no one needs to tell red from green.
public enum Heat {
  /// A value's place on the scale: −1 … 1, exact zero at 0.
  static func position(_ value: Double, limit: Double) -> Double {
    guard limit > 0 else { return value == 0 ? 0 : (value < 0 ? -1 : 1) }
    return max(-1, min(1, value / limit))
  }

  /// The colour of a value on a scale of ±limit; nil where the terminal shows none.
  public static func color(_ value: Double, limit: Double, depth: ColorDepth) -> Color? {
    if value.isNaN || value.isInfinite { return depth == .none ? nil : .ansi(5) }
    let place = position(value, limit: limit)
    switch depth {
    case .none: return nil
    case .eight: return .ansi(place == 0 ? 7 : place < 0 ? 4 : 3)
    case .sixteen:
      if place == 0 { return .ansi(7) }
      let isStrong = place.magnitude > 0.5
      return .ansi(place < 0 ? (isStrong ? 4 : 12) : (isStrong ? 3 : 11))
    case .full256:
      if place == 0 { return .indexed(neutral) }
      let ramp = place < 0 ? blues : oranges
      let step = min(ramp.count - 1, Int(place.magnitude * Double(ramp.count)))
      return .indexed(ramp[step])
    }
  }

  /// From pale to strong, in the fixed colour cube.
  private static let blues: [UInt8] = [189, 153, 117, 75, 33, 26, 19]
  private static let oranges: [UInt8] = [230, 223, 222, 215, 208, 166, 130]
  private static let neutral: UInt8 = 254

  /// The glyph of a value where there is no colour: sign and strength can both be read from it.
  public static func glyph(_ value: Double, limit: Double, unicode: Bool) -> Character {
    if value.isNaN { return "?" }
    if value.isInfinite { return "!" }
    if value == 0 { return unicode ? "·" : "." }
    let place = position(value, limit: limit)
    let ramp = Array(ramp(negative: place < 0, unicode: unicode))
    return ramp[min(ramp.count - 1, Int(place.magnitude * Double(ramp.count)))]
  }

  /// Below zero in hollow or lower-case signs, above in filled ones.
  private static func ramp(negative: Bool, unicode: Bool) -> String {
    if unicode { return negative ? "-–○◌□▽" : "+░▒▓█▲" }
    return negative ? "-~coO" : "+=xX#"
  }
}
