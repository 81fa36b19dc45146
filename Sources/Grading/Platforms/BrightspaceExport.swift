import Foundation
import GradingFormats

/// Brightspace's (D2L's) download of a folder of submissions: a folder
/// `12345-67890 - Full Name - Sep 14, 2026 1159 PM` for each time that somebody handed in, or a file whose
/// name begins so. The first number is the user's. The time is the platform's own, without a zone.
enum BrightspaceExport {
  struct Parts: Equatable {
    var user: String
    var person: String
    /// Year, month, day, hour, minute.
    var time: [Int]
    /// The folder's name on the platform.
    var original: String
    var file: String
  }

  static func read(_ paths: [String]) -> ExportReading {
    var reading = ExportReading()
    for path in paths {
      if Leftovers.isInside(path) {
        reading.pass(path, ExportPath.leftover)
      } else if let parts = parts(of: path) {
        reading.add(
          .init(path: path, name: parts.file), key: parts.user,
          people: [Participant(id: parts.user, name: parts.person)],
          Delivery(submittedAt: text(parts.time), originalName: parts.original),
          order: parts.time)
      } else if ExportPath.parts(path).last?.lowercased() == "index.html" {
        reading.pass(path, "it is the platform's own list")
      } else {
        reading.pass(
          path, "its name is not one that Brightspace gives a submission", isSomebodys: true)
      }
    }
    return reading
  }

  /// Nil for a path that Brightspace gives to no submission.
  static func parts(of path: String) -> Parts? {
    let names = ExportPath.parts(path)
    for (index, name) in names.enumerated() {
      var fields = name.components(separatedBy: " - ")[...]
      guard fields.count >= 3, let numbers = fields.popFirst(), let user = user(numbers) else {
        continue
      }
      // A person's name may hold the separator; the time is the first field that is one.
      guard let at = fields.indices.dropFirst().first(where: { time(fields[$0]) != nil }),
        let time = time(fields[at])
      else { continue }
      let person = fields[..<at].joined(separator: " - ")
      let rest = fields[(at + 1)...].joined(separator: " - ")
      let file = ([rest].filter { !$0.isEmpty } + names[(index + 1)...]).joined(separator: "/")
      guard !person.isEmpty, !file.isEmpty else { return nil }
      return Parts(user: user, person: person, time: time, original: name, file: file)
    }
    return nil
  }

  private static func user(_ numbers: String) -> String? {
    let parts = numbers.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ ExportPath.isNumber($0) }) else { return nil }
    return String(parts[0])
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `Sep 14, 2026 1159 PM`, also with a colon in the hour, as Year, month, day, hour, minute.
  private static func time(_ text: String) -> [Int]? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\u{202F}" || $0 == "\u{A0}" }
    guard words.count == 5,
      let month = months.firstIndex(of: words[0].lowercased().prefix(3).description),
      let day = Int(words[1]), let year = Int(words[2]), (1...31).contains(day), year > 1990
    else { return nil }
    let digits = words[3].filter { $0 != ":" }
    guard ExportPath.isNumber(digits), (3...4).contains(digits.count), let clock = Int(digits),
      ["am", "pm"].contains(words[4].lowercased())
    else { return nil }
    let (hour, minute) = (clock / 100, clock % 100)
    guard (1...12).contains(hour), minute < 60 else { return nil }
    return [year, month + 1, day, hour % 12 + (words[4].lowercased() == "pm" ? 12 : 0), minute]
  }

  private static func text(_ time: [Int]) -> String {
    let padded = time.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(padded[0])-\(padded[1])-\(padded[2])T\(padded[3]):\(padded[4])"
  }
}
