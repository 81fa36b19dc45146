/// Numbers in four significant digits, without Foundation: byhand-probe starts faster without it.
enum ShortNumber {
  /// `0`, `-1.25`, `0.0312`, `4.8e-07`.
  static func text(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return number == 0 ? "0" : "\(number)" }
    var exponent = 0
    var size = number.magnitude
    while size >= 10 {
      size /= 10
      exponent += 1
    }
    while size < 1 {
      size *= 10
      exponent -= 1
    }
    // What four digits would round to ten has one digit more.
    if size >= 9.9995 {
      size = 1
      exponent += 1
    }
    if (-4..<7).contains(exponent) { return plain(number, decimals: max(0, 3 - exponent)) }
    let sign = number < 0 ? "-" : ""
    let digits = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return "\(sign)\(plain(size, decimals: 3))e\(exponent < 0 ? "-" : "+")\(digits)"
  }

  private static func plain(_ number: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let rounded = (number * scale).rounded() / scale
    if rounded == rounded.rounded(), rounded.magnitude < 1e15 { return String(Int(rounded)) }
    return "\(rounded)"
  }
}
