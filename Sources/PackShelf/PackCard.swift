import Foundation
import LessonPacks

/// What a pack is and what of it would run, as lines of text.
public enum PackCard {
  /// `place` is where it lies, if it lies anywhere yet; `installed` are the names of the packs that are
  /// there, if they were looked for. Without a line end after the last line.
  public static func text(
    _ pack: Pack, hash: String, language: Language, place: String? = nil,
    installed: [String]? = nil
  ) -> String {
    let points = pack.checks.reduce(0) { $0 + $1.weight }
    let hidden = pack.checks.count { $0.visibility == .hidden }
    let blocks = pack.blocks.map { "\($0.id) \($0.title[language]) (\($0.checks.count))" }
    let sources = ["probes", "wrong", "alternatives", "starter"].map { folder in
      let files = swiftFiles(pack.folder.appendingPathComponent(folder))
      return "  \(folder)/: \(files.count) \(files.count == 1 ? "file" : "files"), "
        + "\(lines(files)) lines"
    }
    return
      ([
        "\(pack.id): \(pack.title[language])"
      ]
      + [
        pack.version.map { "version: \($0)" },
        pack.authors.isEmpty ? nil : "by: " + pack.authors.joined(separator: ", "),
        pack.license.map { "license: \($0)" },
      ].compactMap { $0 } + [
        "blocks: " + blocks.joined(separator: ", "),
        "checks: \(pack.checks.count), worth \(shown(points)); \(hidden) hidden",
        "languages: " + pack.languages.map(\.rawValue).joined(separator: ", "),
      ] + after(pack, installed) + [
        "the student writes \(pack.work.name) in module \(pack.module)",
        "Swift that runs in the sandbox when it is checked, graded or audited:",
      ] + sources + [
        "  the reference solution: \(lines(pack.solutionFiles)) lines",
        "content hash: \(hash)",
      ] + (place.map { ["place: \($0)"] } ?? [])).joined(separator: "\n")
  }

  /// What is best done before it, and which of that is not here.
  private static func after(_ pack: Pack, _ installed: [String]?) -> [String] {
    guard !pack.after.isEmpty else { return [] }
    let names = pack.after.map { name in
      installed?.contains(name) ?? true ? name : "\(name) (not installed)"
    }
    return ["best done after: " + names.joined(separator: ", ")]
  }

  private static func shown(_ points: Double) -> String {
    points == points.rounded() ? String(Int(points)) : String(points)
  }

  private static func swiftFiles(_ folder: URL) -> [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "swift" }
  }

  private static func lines(_ files: [URL]) -> Int {
    files.reduce(0) { sum, file in
      sum + ((try? Data(contentsOf: file)) ?? Data()).count { $0 == UInt8(ascii: "\n") }
    }
  }
}
