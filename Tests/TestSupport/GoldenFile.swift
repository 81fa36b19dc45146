import Foundation
import Testing

/// A file beside a test's source that says what must come out.
public enum GoldenFile {
  /// Fails unless the file `name` in the folder `folder` beside the test holds `text` and a line end.
  /// With `BYHAND_RECORD=1` in the environment it is written anew, and the test fails all the same, so
  /// that no recording passes for a comparison.
  public static func expect(
    _ text: String, _ name: String, in folder: String = "Golden", test: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent(folder).appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["BYHAND_RECORD"] == "1" {
      record(text, at: file, sourceLocation)
    } else if let kept = try? String(contentsOf: file, encoding: .utf8) {
      guard kept != text + "\n" else { return }
      Issue.record(
        "\(name) differs from what is kept\n\(differences(kept, text))",
        sourceLocation: sourceLocation)
    } else {
      Issue.record(
        "there is no \(folder)/\(name): BYHAND_RECORD=1 records it", sourceLocation: sourceLocation)
    }
  }

  private static func record(_ text: String, at file: URL, _ sourceLocation: SourceLocation) {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: file)
      Issue.record(
        "recorded \(file.lastPathComponent): read it, then test again",
        sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(file.path) cannot be written: \(error)", sourceLocation: sourceLocation)
    }
  }

  /// The lines that differ: what was kept behind a -, what is there now behind a +.
  private static func differences(_ kept: String, _ text: String) -> String {
    let before = kept.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let after = text.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = (0..<max(before.count, after.count)).flatMap { row -> [String] in
      let old = row < before.count ? String(before[row]) : nil
      let new = row < after.count ? String(after[row]) : nil
      guard old != new else { return [] }
      return [old.map { "\(row + 1) - \($0)" }, new.map { "\(row + 1) + \($0)" }]
        .compactMap { $0 }
    }
    return lines.isEmpty ? "in its last line's end" : lines.joined(separator: "\n")
  }
}
