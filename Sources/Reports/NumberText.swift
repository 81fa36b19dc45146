import Foundation
import LessonPacks

/// Numbers as they are shown to a person. Without a language they have a decimal point, as in code, in
/// JSON and in tables for other programs.
public enum NumberText {
  /// Four significant digits; `0`, `1024`, `0.1235`, `4.8e-07`, `nan`.
  public static func short(_ number: Double) -> String { digits(number, 4) }

  /// The same with the language's decimal mark: `0,1235` in Spanish.
  public static func short(_ number: Double, in language: Language) -> String {
    language.number(short(number))
  }

  /// As `notes.md` shows a measured difference: `0.0`, `4.8e-07`.
  public static func measured(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    return number == 0 ? "0.0" : String(format: "%.1e", number)
  }

  /// The same with the language's decimal mark: `4,8e-07` in Spanish.
  public static func measured(_ number: Double, in language: Language) -> String {
    language.number(measured(number))
  }

  /// A ratio with two decimals, `8.00`; below 1 with three digits, `0.125`.
  public static func ratio(_ number: Double) -> String {
    String(format: number.magnitude >= 1 ? "%.2f" : "%.3g", number)
  }

  /// The same with the language's decimal mark: `8,00` in Spanish.
  public static func ratio(_ number: Double, in language: Language) -> String {
    language.number(ratio(number))
  }

  /// Two numbers with as few digits as tell them apart, and at least four; whole numbers whole.
  public static func pair(_ first: Double, _ second: Double) -> (String, String) {
    if let whole = Int64(exactly: first), let other = Int64(exactly: second),
      max(whole.magnitude, other.magnitude) < 1 << 53
    {
      return (String(whole), String(other))
    }
    for count in 4..<17 {
      let pair = (digits(first, count), digits(second, count))
      if pair.0 != pair.1 { return pair }
    }
    return (digits(first, 17), digits(second, 17))
  }

  /// The same with the language's decimal mark.
  public static func pair(
    _ first: Double, _ second: Double, in language: Language
  ) -> (String, String) {
    let pair = pair(first, second)
    return (language.number(pair.0), language.number(pair.1))
  }

  /// A time: `<1 ms`, `12 ms`, `1.3 s`.
  public static func time(milliseconds: Double, in language: Language) -> String {
    switch milliseconds {
    case ..<0.5: "<1 ms"
    case ..<1000: "\(Int(milliseconds.rounded())) ms"
    case ..<1e9: language.number("\((milliseconds / 100).rounded() / 10)") + " s"
    default: "– s"
    }
  }

  /// A longer time in whole minutes: `40 min`, `3 h 12 min`, in any language.
  public static func time(minutes: Int) -> String {
    guard minutes >= 60 else { return "\(minutes) min" }
    let rest = minutes % 60
    return rest == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(rest) min"
  }

  /// A whole number in groups of three digits: `134,515,008`, in Spanish `134 515 008`.
  public static func grouped(_ number: Int, in language: Language) -> String {
    let digits = Array(String(number.magnitude))
    // Spanish writes four digits together.
    guard digits.count > (language == .es ? 4 : 3) else { return String(number) }
    let separator = language == .es ? "\u{A0}" : ","
    let groups = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index).isMultiple(of: 3)
        ? separator + String(digit) : String(digit)
    }
    return (number < 0 ? "-" : "") + groups.joined()
  }

  /// So many bytes as `98 MB` or `1.2 GB`, with powers of 1000.
  public static func bytes(_ count: Int, in language: Language) -> String {
    let megabytes = Double(count) / 1e6
    return megabytes < 1000
      ? "\(short(max(0.1, (megabytes * 10).rounded() / 10), in: language)) MB"
      : "\(short((megabytes / 100).rounded() / 10, in: language)) GB"
  }

  private static func digits(_ number: Double, _ count: Int) -> String {
    if number.isNaN { return "nan" }
    if number == 0 { return "0" }
    if number == number.rounded(), number.magnitude < 1e7 { return String(Int64(number)) }
    return String(format: "%.\(count)g", number)
  }
}

extension Language {
  /// One number that is written with a decimal point, as people write it in this language.
  public func number(_ shown: String) -> String {
    shown.replacing(".", with: Phrase(en: ".", es: ",")[self])
  }
}
