import Foundation
import GradingFormats
import LessonPacks

/// Gradescope's "Export Submissions": folders `assignment_1_export/submission_456`, and beside them
/// `submission_metadata.yml`, which says whose each is. Its keys are Ruby's, with a colon before them.
enum GradescopeExport {
  static let metadata = "submission_metadata.yml"

  static func read(_ paths: [String], text: (String) -> String?) -> ExportReading {
    var reading = ExportReading()
    let file = paths.first { ExportPath.parts($0).last == metadata && folder(of: $0) == nil }
    let known = file.flatMap(text).map(people) ?? [:]
    for path in paths {
      if path == file {
        reading.pass(path, "it says whose the submissions are")
      } else if Leftovers.isInside(path) {
        reading.pass(path, ExportPath.leftover)
      } else if let (folder, name) = folder(of: path), !name.isEmpty {
        let item = known[folder]
        var delivery = item?.delivery ?? Delivery()
        delivery.originalName = folder
        reading.add(
          .init(path: path, name: name), key: folder, people: item?.people ?? [], delivery)
      } else {
        reading.pass(path, "it lies in nobody's submission", isSomebodys: true)
      }
    }
    // Whom the platform has without a file would be lost otherwise.
    let there = Set(reading.items.map(\.key))
    for (folder, item) in known where !there.contains(folder) {
      reading.items.append(
        .init(key: folder, people: item.people, delivery: item.delivery, files: []))
    }
    return reading
  }

  /// `submission_456`, and what lies below it.
  static func folder(of path: String) -> (folder: String, name: String)? {
    let parts = ExportPath.parts(path)
    guard
      let at = parts.firstIndex(where: { part in
        part.hasPrefix("submission_") && ExportPath.isNumber(part.dropFirst("submission_".count))
      }), at + 1 < parts.count
    else { return nil }
    return (parts[at], parts[(at + 1)...].joined(separator: "/"))
  }

  private struct Known {
    var people: [Participant]
    var delivery: Delivery
  }

  /// By the folder's name. What is no YAML, or another program's, names nobody.
  private static func people(_ text: String) -> [String: Known] {
    var known: [String: Known] = [:]
    for pair in PlainYaml.read(text)?.pairs ?? [] {
      let (folder, item) = (pair.key, pair.value)
      guard !item.pairs.isEmpty else { continue }
      let people = (item[":submitters"]?.items ?? []).filter { !$0.pairs.isEmpty }.map { one in
        Participant(
          id: one[":sid"]?.string, name: one[":name"]?.string, email: one[":email"]?.string)
      }
      let earlier = (item[":history"]?.items ?? []).compactMap {
        $0[":created_at"]?.string.map(isoTime)
      }
      let lateness = item[":lateness"]?.string ?? item[":late"]?.string
      let isLate = lateness.map {
        !["0", "false", "00:00:00", "0:00:00", "~", "null"].contains($0)
      }
      let time = item[":created_at"]?.string.map(isoTime)
      known[folder] = Known(
        people: people,
        delivery: Delivery(
          submittedAt: time, isLate: isLate,
          earlier: earlier.filter { $0 != time }.sorted()))
    }
    return known
  }

  /// `2026-09-14 23:12:45.123456000 -07:00` as `2026-09-14T23:12:45-07:00`; anything else as it is.
  private static func isoTime(_ text: String) -> String {
    let parts = text.split(separator: " ")
    guard parts.count >= 2, parts[0].count == 10, let clock = parts[1].split(separator: ".").first
    else { return text }
    let zone = parts.count > 2 ? (parts[2] == "UTC" ? "Z" : String(parts[2])) : ""
    return "\(parts[0])T\(clock)\(zone)"
  }
}
