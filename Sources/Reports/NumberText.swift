import Foundation

/// Numbers as they are shown to a person.
public enum NumberText {
  /// Four significant digits; `0`, `1024`, `0.1235`, `4.8e-07`, `nan`.
  public static func short(_ number: Double) -> String { digits(number, 4) }

  /// As `notes.md` shows a measured difference: `0.0`, `4.8e-07`.
  public static func measured(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    return number == 0 ? "0.0" : String(format: "%.1e", number)
  }

  /// A ratio with two decimals, `8.00`; below 1 with three digits, `0.125`.
  public static func ratio(_ number: Double) -> String {
    String(format: number.magnitude >= 1 ? "%.2f" : "%.3g", number)
  }

  /// Two numbers with as few digits as tell them apart, and at least four.
  public static func pair(_ first: Double, _ second: Double) -> (String, String) {
    for count in 4..<17 {
      let pair = (digits(first, count), digits(second, count))
      if pair.0 != pair.1 { return pair }
    }
    return (digits(first, 17), digits(second, 17))
  }

  private static func digits(_ number: Double, _ count: Int) -> String {
    if number.isNaN { return "nan" }
    if number == 0 { return "0" }
    if number == number.rounded(), number.magnitude < 1e7 { return String(Int64(number)) }
    return String(format: "%.\(count)g", number)
  }
}
