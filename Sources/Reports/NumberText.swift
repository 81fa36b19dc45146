import Foundation

/// Numbers as they are shown to a person.
public enum NumberText {
  /// Four significant digits; `0`, `1024`, `0.1235`, `4.8e-07`, `nan`.
  public static func short(_ number: Double) -> String {
    if number == 0 { return "0" }
    if number.isFinite, number == number.rounded(), number.magnitude < 1e7 {
      return String(Int64(number))
    }
    return String(format: "%.4g", number)
  }

  /// As `notes.md` shows a measured difference: `0.0`, `4.8e-07`.
  public static func measured(_ number: Double) -> String {
    number == 0 ? "0.0" : String(format: "%.1e", number)
  }

  /// A ratio with two decimals, `8.00`, or four digits if that would hide it.
  public static func ratio(_ number: Double) -> String {
    number.magnitude >= 0.1 ? String(format: "%.2f", number) : String(format: "%.4g", number)
  }
}
