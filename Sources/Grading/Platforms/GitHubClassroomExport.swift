import Foundation
import GradingFormats

/// What `gh classroom clone student-repos` leaves, or a zip of it: a folder `ASSIGNMENT-LOGIN` for each
/// student's repository. What all folders begin with up to a hyphen is the assignment's name.
enum GitHubClassroomExport {
  static func read(_ paths: [String]) -> ExportReading {
    var reading = ExportReading()
    let base = base(of: paths)
    let folders = Set(
      paths.compactMap { path -> String? in
        let parts = ExportPath.parts(path).dropFirst(base)
        return parts.count > 1 ? parts.first : nil
      }.filter { !Leftovers.contains($0) })
    let above = paths.lazy.filter { !Leftovers.isInside($0) }.first.map {
      Array(ExportPath.parts($0).prefix(base))
    }
    let assignment =
      named(by: above ?? [], folders) ?? assignment(of: folders.sorted())
    for path in paths {
      let parts = Array(ExportPath.parts(path).dropFirst(base))
      guard parts.count > 1, folders.contains(parts[0]) else {
        if Leftovers.isInside(path) {
          reading.pass(path, ExportPath.leftover)
        } else {
          reading.pass(path, "it lies in nobody's repository", isSomebodys: true)
        }
        continue
      }
      let login = String(parts[0].dropFirst(assignment.count))
      reading.add(
        .init(path: path, name: parts.dropFirst().joined(separator: "/")), key: login,
        people: [Participant(login: login)], Delivery(originalName: parts[0]))
    }
    return reading
  }

  /// How many folders stand above the repositories: those that everything lies in.
  private static func base(of paths: [String]) -> Int {
    let all = paths.filter { !Leftovers.isInside($0) }.map { ExportPath.parts($0) }
    var base = 0
    while base < 3, let first = all.first, first.count > base + 2,
      all.allSatisfy({ $0.count > base + 1 && $0[base] == first[base] })
    {
      base += 1
    }
    return base
  }

  /// The tool puts the repositories into a folder `ASSIGNMENT-submissions`.
  private static func named(by above: [String], _ folders: Set<String>) -> String? {
    let mark = "submissions"
    guard let folder = above.last(where: { $0.hasSuffix("-" + mark) }) else { return nil }
    let assignment = String(folder.dropLast(mark.count))
    return folders.allSatisfy { $0.hasPrefix(assignment) } ? assignment : nil
  }

  /// With its hyphen; empty where the folders have no beginning in common. A login has hyphens too, so
  /// of one folder alone only the part before its last hyphen can be the assignment's.
  private static func assignment(of folders: [String]) -> String {
    guard let first = folders.first else { return "" }
    if folders.count == 1 {
      return first.lastIndex(of: "-").map { String(first[...$0]) } ?? ""
    }
    var common = first[...]
    for folder in folders {
      while !folder.hasPrefix(common) { common = common.dropLast() }
    }
    return common.lastIndex(of: "-").map { String(common[...$0]) } ?? ""
  }
}
