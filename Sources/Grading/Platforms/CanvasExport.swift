import Foundation
import GradingFormats

/// Canvas' "Download Submissions": files without folders, `lastnamefirstname_LATE_12345_67890_Layer.swift`:
/// the name in small letters without signs, LATE where it is late, the user's number, the attachment's,
/// and what the student called the file. Handed in again, it is `Layer-1.swift`.
enum CanvasExport {
  struct Parts: Equatable {
    var person: String
    var isLate: Bool
    var user: String
    var file: String
    /// How often a file of this name was handed in before.
    var version: Int
    /// The file's name on the platform.
    var original: String
  }

  /// Of files of one name the one that was handed in last counts; the others came earlier.
  static func read(_ paths: [String]) -> ExportReading {
    let taken = paths.map { (path: $0, parts: Leftovers.isInside($0) ? nil : parts(of: $0)) }
    let latest = Dictionary(
      taken.compactMap(\.parts).map { (["\($0.user)", $0.file], $0.version) },
      uniquingKeysWith: max)
    var reading = ExportReading()
    for (path, parts) in taken {
      guard let parts else {
        if Leftovers.isInside(path) {
          reading.pass(path, ExportPath.leftover)
        } else {
          reading.pass(
            path, "its name is not one that Canvas gives a submission", isSomebodys: true)
        }
        continue
      }
      let isLatest = latest[[parts.user, parts.file]] == parts.version
      reading.add(
        .init(path: path, name: parts.file), key: parts.user,
        people: [Participant(id: parts.user, name: parts.person)],
        Delivery(isLate: parts.isLate, originalName: parts.original),
        order: [isLatest ? Int.max : parts.version])
    }
    return reading
  }

  /// Nil for a path that Canvas gives to no submission.
  static func parts(of path: String) -> Parts? {
    guard let name = ExportPath.parts(path).last else { return nil }
    var fields = name.split(separator: "_", omittingEmptySubsequences: false)[...]
    guard fields.count >= 3, let person = fields.popFirst(), !person.isEmpty else { return nil }
    let isLate = fields.first == "LATE"
    if isLate { fields.removeFirst() }
    guard let user = fields.popFirst(), ExportPath.isNumber(user) else { return nil }
    // What was typed into a page, or is a link, has no number of its own.
    if fields.count == 1, let page = fields.first, ["text.html", "link.html"].contains(page) {
      return Parts(
        person: String(person), isLate: isLate, user: String(user), file: String(page), version: 0,
        original: name)
    }
    guard let attachment = fields.popFirst(), ExportPath.isNumber(attachment) else { return nil }
    let file = fields.joined(separator: "_")
    guard !file.isEmpty else { return nil }
    let (plain, version) = unnumbered(file)
    return Parts(
      person: String(person), isLate: isLate, user: String(user), file: plain, version: version,
      original: name)
  }

  /// `Layer-2.swift` is `Layer.swift`, handed in for the third time.
  private static func unnumbered(_ file: String) -> (String, Int) {
    let dot = file.firstIndex(of: ".") ?? file.endIndex
    let stem = file[..<dot]
    guard let line = stem.lastIndex(of: "-"), line != stem.startIndex else { return (file, 0) }
    let number = stem[stem.index(after: line)...]
    guard ExportPath.isNumber(number), number.count < 4, let version = Int(number) else {
      return (file, 0)
    }
    return (String(stem[..<line] + file[dot...]), version)
  }
}
