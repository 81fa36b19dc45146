import LessonPacks
import Reports

/// Numbers as the page writes them.
extension StudentPage {
  func number(_ number: Double) -> String { NumberText.short(number, in: language) }

  func whole(_ number: Int) -> String { NumberText.grouped(number, in: language) }

  /// `5 of 7`
  func share(_ part: Int, of all: Int) -> String {
    Phrase(en: "\(part) of \(all)", es: "\(part) de \(all)")[language]
  }

  /// `42 s`, `14 min`, `3 h 20 min`
  func time(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e9).rounded())
    return whole < 60 ? "\(whole) s" : NumberText.time(minutes: (whole + 30) / 60)
  }
}
