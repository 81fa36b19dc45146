import Foundation
import GradingFormats

/// Moodle's "Download all submissions": a folder `Full Name_1234567_assignsubmission_file` for each
/// student, or, without folders, files whose names begin so. The number is the one that the grading
/// worksheet calls `Participant 1234567`.
enum MoodleExport {
  struct Parts: Equatable {
    var person: String
    var number: String
    /// `file` or `onlinetext`.
    var kind: String
    /// The part of the export that feedback goes back under.
    var original: String
    var file: String
  }

  static func read(_ paths: [String]) -> ExportReading {
    var reading = ExportReading()
    var texts: [(path: String, parts: Parts)] = []
    for path in paths {
      if Leftovers.isInside(path) {
        reading.pass(path, ExportPath.leftover)
      } else if let parts = parts(of: path) {
        if parts.kind == "onlinetext" {
          texts.append((path, parts))
        } else {
          add(path, parts, to: &reading)
        }
      } else {
        reading.pass(path, "its name is not one that Moodle gives a submission", isSomebodys: true)
      }
    }
    // A text that was typed into a page is looked at only where there is no file.
    let withFiles = Set(reading.items.map(\.key))
    for (path, parts) in texts {
      if withFiles.contains(parts.number) {
        reading.pass(path, "it is online text, and its student has files")
      } else {
        add(path, parts, to: &reading)
      }
    }
    return reading
  }

  private static func add(_ path: String, _ parts: Parts, to reading: inout ExportReading) {
    reading.add(
      .init(path: path, name: parts.file), key: parts.number,
      people: [Participant(id: parts.number, name: isBlind(parts.person) ? nil : parts.person)],
      Delivery(originalName: parts.original))
  }

  /// Where names are hidden from markers, everybody is called so.
  private static func isBlind(_ person: String) -> Bool {
    ["participant", "participante"].contains(person.lowercased())
  }

  /// Nil for a path that Moodle gives to no submission. A folder above the students' is passed over.
  static func parts(of path: String) -> Parts? {
    let names = ExportPath.parts(path)
    for (index, name) in names.enumerated() {
      guard let (person, number, kind, rest) = taken(apart: name) else { continue }
      let below = names[(index + 1)...]
      let file = ([rest].filter { !$0.isEmpty } + below).joined(separator: "/")
      guard !file.isEmpty else { return nil }
      let original = rest.isEmpty ? name : String(name.dropLast(rest.count))
      return Parts(person: person, number: number, kind: kind, original: original, file: file)
    }
    return nil
  }

  /// `Full Name_1234567_assignsubmission_file`, with what stands behind it.
  private static func taken(
    apart name: String
  ) -> (person: String, number: String, kind: String, rest: String)? {
    for kind in ["file", "onlinetext"] {
      guard let mark = name.range(of: "_assignsubmission_\(kind)", options: .backwards) else {
        continue
      }
      let head = name[..<mark.lowerBound]
      var rest = name[mark.upperBound...]
      guard rest.isEmpty || rest.first == "_", let line = head.lastIndex(of: "_") else { continue }
      let (person, number) = (head[..<line], head[head.index(after: line)...])
      guard !person.isEmpty, ExportPath.isNumber(number) else { continue }
      if rest.first == "_" { rest = rest.dropFirst() }
      return (String(person), String(number), kind, String(rest))
    }
    return nil
  }
}
